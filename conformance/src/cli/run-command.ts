import { writeFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import type { Report } from "../report/report.js";
import { terminalReport } from "../report/terminal.js";
import { inParallel } from "../run/in-parallel.js";
import { planConformance } from "../run/plan-conformance.js";
import { runConformance } from "../run/run-conformance.js";
import { type ExitCode, exitCode, exitCodeOf } from "./exit-code.js";
import { messageOf } from "./message-of.js";
import { planText } from "./plan-text.js";
import { ProgressLine } from "./progress-line.js";
import { type GivenOptions, type RunRequest, runRequest, type WantedReport } from "./run-options.js";
import type { Terminal } from "./terminal.js";

/** Judges the targets, and says what came of each as soon as it is known. @throws {UsageError} for wrong arguments */
export async function runCommand(
  operands: readonly string[],
  given: GivenOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const request = await runRequest(operands, given);
  if (request.targets.length === 0) throw new UsageError("WOT_ARGUMENT", "run needs a target");
  const progress = new ProgressLine(terminal, given.quiet !== true);
  const controller = new AbortController();
  terminal.interrupted(() => {
    progress.clear();
    terminal.err("ending; what was changed is put back\n");
    controller.abort();
  });
  const run = { ...request, options: { ...request.options, signal: controller.signal } };
  if (given["dry-run"]) return await each(run, terminal, progress, planTarget(run, terminal));
  const reports = new Map<string, Report>();
  const code = await each(run, terminal, progress, judgeTarget(run, terminal, progress, reports));
  await write(
    request.reports,
    request.targets.flatMap((target) => reports.get(target) ?? []),
    terminal,
  );
  const verdict = exitCodeOf([...reports.values()]);
  return verdict === exitCode.ok || verdict === exitCode.toolError ? (code === exitCode.ok ? verdict : code) : verdict;
}

/** Does `work` for every target; one that cannot be opened does not keep the others from being judged. */
async function each(
  { targets, parallel }: RunRequest,
  terminal: Terminal,
  progress: ProgressLine,
  work: (target: string) => Promise<void>,
): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok;
  await inParallel(targets, parallel, async (target) => {
    try {
      await work(target);
    } catch (error) {
      progress.clear();
      terminal.err(messageOf(error));
      code = exitCode.trouble;
    }
  });
  progress.clear();
  return code;
}

function planTarget({ options }: RunRequest, terminal: Terminal) {
  return async (target: string): Promise<void> => terminal.out(planText(await planConformance(target, options)));
}

function judgeTarget(
  { options, reports: wanted }: RunRequest,
  terminal: Terminal,
  progress: ProgressLine,
  reports: Map<string, Report>,
) {
  const isForPerson = wanted.every(({ file }) => file !== undefined);
  return async (target: string): Promise<void> => {
    const report = await runConformance(target, { ...options, observer: progress.observer(target) });
    reports.set(target, report);
    progress.clear();
    if (isForPerson) terminal.out(terminalReport(report, terminal.hasColours));
  };
}

async function write(wanted: readonly WantedReport[], reports: readonly Report[], terminal: Terminal): Promise<void> {
  for (const { format, file } of wanted) {
    const text = format.render(reports);
    if (file === undefined) terminal.out(text);
    else await writeText(file, text);
  }
}

async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
