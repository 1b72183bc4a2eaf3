import { judgeDocument } from "@thingwright/validation";
import { readDocument } from "../../document.js";
import { type ExitCode, exitCode } from "../../exit-code.js";
import type { Terminal } from "../../terminal.js";
import { filesOf } from "./files-of.js";
import { type FormatName, formats } from "./formats/index.js";
import type { JudgedFile } from "./judged-file.js";

/** `thingwright td validate PATTERN…`: exit 0 when no finding is an error, 1 when one is, 2 when a file cannot be read. */
export async function validate(patterns: readonly string[], format: FormatName, terminal: Terminal): Promise<ExitCode> {
  const judged: JudgedFile[] = [];
  for (const file of await filesOf(patterns)) judged.push({ file, ...judgeDocument(await readDocument(file)) });
  terminal.out(formats[format](judged));
  return judged.some(({ verdict }) => verdict === "invalid") ? exitCode.failed : exitCode.ok;
}
