import { parseArgs } from "node:util";
import { isWotError, UsageError } from "@thingwright/errors";
import { checks } from "../checks/checks.js";
import { jsonReport } from "../report/json.js";
import type { Report } from "../report/report.js";
import { terminalReport } from "../report/terminal.js";
import { type ConformanceOptions, runConformance } from "../run/run-conformance.js";
import { pathOf } from "../run/selection.js";
import { type ExitCode, exitCode, exitCodeOf } from "./exit-code.js";
import { explain } from "./explain.js";

/** Where a command's words go, and how it learns that its user wants it to end. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Calls `listener` once, when the user interrupts. */
  interrupted(listener: () => void): void;
}

const usage = `Judges whether Things do what their Thing Descriptions say. Only reads.

  thingwright-conformance run TARGET… [--only GLOB] [--json] [--timeout MS]
  thingwright-conformance list
  thingwright-conformance explain ID

TARGET is a URL or file of a Thing Description, or of an array of them.
--only takes ids (td-json-*) or areas (property). --timeout is for each TARGET; default 60000.
--json prints one line of JSON for each TARGET.
Exit code: 0 nothing failed, 1 a MUST is violated, 2 something could not be judged, or wrong usage.
`;

/** Runs one command line and returns the process's exit code. Never rejects. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await perform(args, terminal);
  } catch (error) {
    terminal.err(messageOf(error));
    if (!isWotError(error)) terminal.err(usage);
    return exitCode.trouble;
  }
}

async function perform(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: "string" },
      json: { type: "boolean", default: false },
      timeout: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [command, ...operands] = positionals;
  if (values.help) return say(terminal, usage);
  if (command === "list") return say(terminal, list());
  if (command === "explain" && operands.length === 1) return say(terminal, explain(checkOf(operands[0]!)));
  if (command === "run" && operands.length > 0)
    return run(operands, optionsOf(values, terminal), values.json, terminal);
  terminal.err(usage);
  return exitCode.trouble;
}

function say(terminal: Terminal, text: string): ExitCode {
  terminal.out(text);
  return exitCode.ok;
}

async function run(
  targets: readonly string[],
  options: ConformanceOptions,
  asJson: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const reports: Report[] = [];
  let refused: unknown;
  for (const target of targets) {
    try {
      const report = await runConformance(target, options);
      terminal.out(asJson ? jsonReport(report) : terminalReport(report));
      reports.push(report);
    } catch (error) {
      // The other targets may still be judged.
      terminal.err(messageOf(error));
      refused = error;
    }
  }
  const code = exitCodeOf(reports);
  return code === exitCode.ok && refused !== undefined ? exitCode.trouble : code;
}

function messageOf(error: unknown): string {
  return `error: ${error instanceof Error ? error.message : String(error)}\n`;
}

function optionsOf({ only, timeout }: { only?: string; timeout?: string }, terminal: Terminal): ConformanceOptions {
  const controller = new AbortController();
  terminal.interrupted(() => controller.abort());
  return {
    signal: controller.signal,
    ...(only === undefined ? {} : { only }),
    ...(timeout === undefined ? {} : { timeoutMs: Number(timeout) }),
  };
}

function list(): string {
  const width = Math.max(...checks.map(({ level }) => level.length));
  return checks.map((check) => `${check.level.padEnd(width)}  ${pathOf(check)}  ${check.requirement}\n`).join("");
}

function checkOf(id: string) {
  const check = checks.find((each) => each.id === id || pathOf(each) === id);
  if (check === undefined) throw new UsageError("WOT_ARGUMENT", `no check is named ${JSON.stringify(id)}`);
  return check;
}
