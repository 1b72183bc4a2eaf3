import { UsageError } from "@thingwright/errors";
import type { Report } from "../report/report.js";
import { terminalReport } from "../report/terminal.js";
import { inParallel } from "../run/in-parallel.js";
import type { ConformanceOptions } from "../run/options.js";
import { planConformance } from "../run/plan-conformance.js";
import { runConformance } from "../run/run-conformance.js";
import { type ExitCode, exitCode, exitCodeOf } from "./exit-code.js";
import { interruption } from "./interruption.js";
import { messageOf } from "./message-of.js";
import type { GivenOptions } from "./option-types.js";
import { planText } from "./plan-text.js";
import { ProgressLine } from "./progress-line.js";
import { runRequest, type WantedReport } from "./run-options.js";
import type { Terminal } from "./terminal.js";
import { writeReports } from "./written-reports.js";

/** Judges the targets, and says what came of each as soon as it is known. @throws {UsageError} for wrong arguments */
export async function runCommand(
  operands: readonly string[],
  given: GivenOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { targets, options, reports: wanted, ...request } = await runRequest(operands, given);
  if (targets.length === 0) throw new UsageError("WOT_ARGUMENT", "run needs a target");
  const progress = new ProgressLine(terminal, !request.isQuiet);
  const running = { ...options, signal: interruption(terminal, progress, "ending; what was changed is put back") };
  const work = request.isDry ? planner(running, terminal) : judgeOf(running, wanted, terminal, progress);
  const results = await inParallel(targets, request.parallel, (target) => attempt(target, work, terminal, progress));
  progress.clear();
  const reports = results.flatMap((result) => (typeof result === "object" ? result : []));
  if (!request.isDry) await writeReports(wanted, reports, terminal);
  return codeOf(reports, results.includes("refused"));
}

/** The code of the reports; that a target was refused counts more than that a check was not carried out. */
function codeOf(reports: readonly Report[], isRefused: boolean): ExitCode {
  const code = exitCodeOf(reports);
  return isRefused && (code === exitCode.ok || code === exitCode.toolError) ? exitCode.trouble : code;
}

/** What is done with one target: a report comes of it, or nothing but words. */
type Work = (target: string) => Promise<Report | "told">;

/** One target that cannot be opened does not keep the others from being judged. */
async function attempt(
  target: string,
  work: Work,
  terminal: Terminal,
  progress: ProgressLine,
): Promise<Report | "told" | "refused"> {
  try {
    return await work(target);
  } catch (error) {
    progress.clear();
    terminal.err(messageOf(error));
    return "refused";
  }
}

function planner(options: ConformanceOptions, terminal: Terminal): Work {
  return async (target) => {
    terminal.out(planText(await planConformance(target, options)));
    return "told";
  };
}

function judgeOf(
  options: ConformanceOptions,
  wanted: readonly WantedReport[],
  terminal: Terminal,
  progress: ProgressLine,
): Work {
  const isForPerson = wanted.every(({ file }) => file !== undefined);
  return async (target) => {
    const report = await runConformance(target, { ...options, observer: progress.observer(target) });
    progress.clear();
    if (isForPerson) terminal.out(terminalReport(report, terminal.hasColours));
    return report;
  };
}
