import { visible } from "../../../../terminal.js";
import type { JudgedFile } from "../judged-file.js";

/** For a person at a terminal: `file:line:column` can be clicked in most of them. */
export function human(judged: readonly JudgedFile[]): string {
  return judged.map(describe).join("");
}

function describe({ file, verdict, findings }: JudgedFile): string {
  const lines = findings.map(
    ({ level, line, column, message, assertion }) =>
      `  ${file}:${line}:${column} ${level}: ${visible(message)} [${assertion}]\n`,
  );
  return `${file}: ${verdict}\n${lines.join("")}`;
}
