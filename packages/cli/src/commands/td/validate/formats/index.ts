import type { JudgedFile } from "../judged-file.js";
import { github } from "./github.js";
import { human } from "./human.js";
import { junit } from "./junit.js";
import { sarif } from "./sarif.js";

/** What `--format` takes, each with the text that it makes. */
export const formats = {
  human,
  json: (judged) => `${JSON.stringify(judged.map(jsonRow))}\n`,
  junit,
  sarif,
  github,
} satisfies Readonly<Record<string, (judged: readonly JudgedFile[]) => string>>;

export type FormatName = keyof typeof formats;

/** The members of a row and of a finding in the order in which they are documented. */
const jsonRow = ({ file, kind, verdict, findings }: JudgedFile): object => ({
  file,
  kind,
  verdict,
  findings: findings.map(({ level, assertion, pointer, line, column, message }) => ({
    level,
    assertion,
    pointer,
    line,
    column,
    message,
  })),
});
