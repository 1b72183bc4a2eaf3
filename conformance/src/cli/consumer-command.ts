import { UsageError } from "@thingwright/errors";
import type { ConsumerLimits } from "../consumer/consumer-limits.js";
import { type JudgeConsumerOptions, judgeConsumer } from "../consumer/judge-consumer.js";
import { stdioDriver } from "../consumer/stdio-driver/stdio-driver.js";
import { terminalReport } from "../report/terminal.js";
import { type ExitCode, exitCodeOf } from "./exit-code.js";
import { interruption } from "./interruption.js";
import type { GivenOptions } from "./option-types.js";
import { ProgressLine } from "./progress-line.js";
import { runRequest } from "./run-options.js";
import type { Terminal } from "./terminal.js";
import { writeReports } from "./written-reports.js";

/** Options of `run` that mean nothing to a client. */
const foreign = [
  ...(["allow", "credentials", "rate", "ca", "allow-untrusted", "seed", "repeat", "parallel", "dry-run"] as const),
] satisfies (keyof GivenOptions)[];

/** Judges the client whose driver the operands start. @throws {UsageError} for wrong arguments */
export async function consumerCommand(
  operands: readonly string[],
  given: GivenOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const [command, ...args] = operands;
  if (command === undefined) throw new UsageError("WOT_ARGUMENT", "consumer needs a command after --");
  const wrong = foreign.find((name) => given[name] !== undefined);
  if (wrong !== undefined) throw new UsageError("WOT_ARGUMENT", `--${wrong} is no option of consumer`);
  const { options, reports: wanted, isQuiet } = await runRequest([], given);
  const progress = new ProgressLine(terminal, !isQuiet);
  const driver = stdioDriver(command, args);
  const report = await judgeConsumer(driver, {
    ...consumerOptions(options, given),
    signal: interruption(terminal, progress, "ending"),
    observer: progress.observer(command),
  });
  progress.clear();
  const isForPerson = wanted.every(({ file }) => file !== undefined);
  if (isForPerson) terminal.out(terminalReport(report, terminal.hasColours));
  await writeReports(wanted, [report], terminal);
  return exitCodeOf([report]);
}

/** What the options of a run mean for a client. */
function consumerOptions(
  { only = [], skip = [], strict = false, claim, timeoutMs, failFast = false, limits = {} }: RunOptions,
  { host }: GivenOptions,
): JudgeConsumerOptions {
  const { requestTimeoutMs: replyTimeoutMs, effectTimeoutMs: arrivalTimeoutMs } = limits;
  const waits: Partial<ConsumerLimits> = {
    ...(replyTimeoutMs === undefined ? {} : { replyTimeoutMs }),
    ...(arrivalTimeoutMs === undefined ? {} : { arrivalTimeoutMs }),
  };
  return {
    ...{ only, skip, strict, failFast, limits: waits },
    ...(claim === undefined ? {} : { claim }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(host === undefined ? {} : { host }),
  };
}

type RunOptions = Awaited<ReturnType<typeof runRequest>>["options"];
