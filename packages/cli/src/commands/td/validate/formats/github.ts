import type { JudgementFinding } from "@thingwright/validation";
import type { JudgedFile } from "../judged-file.js";

/** Workflow commands, which GitHub Actions shows beside the lines of a change. */
export function github(judged: readonly JudgedFile[]): string {
  return judged.flatMap(({ file, findings }) => findings.map((finding) => command(file, finding))).join("");
}

const commands = { error: "error", warning: "warning", lint: "notice" } as const;

function command(file: string, { level, line, column, assertion, message }: JudgementFinding): string {
  const parameters = `file=${property(file)},line=${line},col=${column},title=${property(assertion)}`;
  return `::${commands[level]} ${parameters}::${data(message)}\n`;
}

const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
