import { type Finding, parseThingDescription } from "@thingwright/td";
import { readDocument } from "../document.js";
import { type ExitCode, exitCode } from "../exit-code.js";
import type { Terminal } from "../terminal.js";

/** One document and what is to be said of it. */
interface Verdict {
  readonly file: string;
  readonly verdict: "valid" | "warning" | "invalid";
  readonly findings: readonly Finding[];
}

/** `thingwright td validate FILE…`: exit 0 when all are valid, 1 when one is not, 2 when one cannot be read. */
export async function validate(files: readonly string[], asJson: boolean, terminal: Terminal): Promise<ExitCode> {
  const verdicts: Verdict[] = [];
  for (const file of files) verdicts.push(judge(file, await readDocument(file)));
  terminal.out(asJson ? `${JSON.stringify(verdicts)}\n` : verdicts.map(describe).join(""));
  return verdicts.some(({ verdict }) => verdict === "invalid") ? exitCode.failed : exitCode.ok;
}

function judge(file: string, bytes: Uint8Array): Verdict {
  const { ok, findings } = parseThingDescription(bytes);
  return { file, verdict: ok ? (findings.length > 0 ? "warning" : "valid") : "invalid", findings };
}

function describe({ file, verdict, findings }: Verdict): string {
  const lines = findings.map(({ level, pointer, message, assertion }) => {
    const id = assertion === undefined ? "" : ` [${assertion}]`;
    return `  ${level} ${pointer === "" ? "(document)" : pointer}: ${message}${id}\n`;
  });
  return `${file}: ${verdict}\n${lines.join("")}`;
}
