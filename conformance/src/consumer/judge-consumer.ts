import { UsageError } from "@thingwright/errors";
import { type CheckResult, type Report, reportFormat, reportVersion, toolVersion } from "../report/report.js";
import type { ClaimFile } from "../run/claim.js";
import { Deadline } from "../run/deadline.js";
import { judge } from "../run/judge.js";
import type { Observer } from "../run/progress.js";
import { select } from "../run/selection.js";
import { tallyOf } from "../verdict.js";
import { quoted } from "../wire/http/reproduce.js";
import { positiveInteger } from "../wire/probe-limits.js";
import { Bench } from "./bench.js";
import { consumerChecks } from "./checks/consumer-checks.js";
import type { ConsumerAbout, ConsumerDriver } from "./consumer-driver.js";
import { type ConsumerLimits, consumerLimits } from "./consumer-limits.js";
import type { ConsumerCheck } from "./consumer-subject.js";
import { ProbeThing } from "./probe-thing/probe-thing.js";

/** Longest duration of a run on a client, in milliseconds. */
export const defaultConsumerTimeoutMs = 300_000;

export interface JudgeConsumerOptions {
  /** Patterns for the ids or areas of checks that run; all by default. */
  readonly only?: string | readonly string[];
  /** Patterns for those that do not. */
  readonly skip?: string | readonly string[];
  /** Whether the report says that a violated SHOULD or MAY counts as a failure; no verdict changes. Default `false`. */
  readonly strict?: boolean;
  /** What the vendor claims. */
  readonly claim?: ClaimFile;
  /** Longest duration of the whole run; default {@link defaultConsumerTimeoutMs}. What has no verdict by then becomes a `tool-error`. */
  readonly timeoutMs?: number;
  /** Ends the run early, in the same way. */
  readonly signal?: AbortSignal;
  /** Whether the run ends with the first check that fails; default `false`. */
  readonly failFast?: boolean;
  readonly limits?: Partial<ConsumerLimits>;
  /** The address that the probe Thing listens on, and that its descriptions name; default 127.0.0.1. */
  readonly host?: string;
  /** Is told what happens. */
  readonly observer?: Observer;
  /** Milliseconds since 1970; for durations and the date of the report. */
  readonly now?: () => number;
  /** The checks to choose from; by default those of this package. */
  readonly checks?: readonly ConsumerCheck[];
}

/**
 * Judges a client: gives it descriptions of a probe Thing, tells it what to do, and looks at what it sends and says. Whatever the
 * client does, there are verdicts, within the deadline.
 *
 * The report is of the same form as that of a Thing; its one Thing is the client. The driver is closed at the end.
 *
 * @throws {UsageError} WOT_ARGUMENT for a pattern that names no check, a host that cannot be listened on, or a driver that cannot say
 *   what it is; WOT_RANGE for a number that is not allowed
 */
export async function judgeConsumer(driver: ConsumerDriver, options: JudgeConsumerOptions = {}): Promise<Report> {
  const { now = Date.now, host = "127.0.0.1", timeoutMs = defaultConsumerTimeoutMs } = options;
  const { settings, checks } = configurationOf(options);
  const limits = consumerLimits(options.limits ?? {});
  const deadline = new Deadline(positiveInteger("timeoutMs", timeoutMs), options.signal);
  const startedMs = now();
  try {
    const about = await aboutOf(driver, limits);
    await using probe = await ProbeThing.start({ host, limits, now });
    const bench = new Bench(about, driver, probe, limits, deadline.signal);
    const results = await judgedBy(checks, bench, { ...options, now }, deadline, driver);
    const tally = tallyOf(results.map(({ verdict }) => verdict));
    const { claim } = options;
    return {
      format: reportFormat,
      version: reportVersion,
      tool: { name: "@thingwright/conformance", version: toolVersion },
      target: driver.commandLine ?? about.name,
      startedAt: new Date(startedMs).toISOString(),
      durationMs: now() - startedMs,
      settings,
      ended: deadline.ending,
      ...(claim === undefined ? {} : { implementation: claim.implementation }),
      things: [{ title: about.name, results, tally }],
      omittedThings: 0,
      effects: [],
      unrestored: [],
      claims: claim?.claims ?? {},
      tally,
    };
  } finally {
    deadline.clear();
    await driver.close();
  }
}

function configurationOf({ only = [], skip = [], strict = false, checks = consumerChecks }: JudgeConsumerOptions) {
  const settings = { only: [only].flat(), skip: [skip].flat(), allow: [], strict, seed: 1, repeats: 1 };
  return { settings, checks: select(checks, settings) };
}

/** What the client says of itself. @throws {UsageError} WOT_ARGUMENT when it does not, in time */
async function aboutOf(driver: ConsumerDriver, { replyTimeoutMs }: ConsumerLimits): Promise<ConsumerAbout> {
  const signal = AbortSignal.timeout(replyTimeoutMs);
  try {
    return await Promise.race([driver.about(signal), rejection(signal)]);
  } catch (cause) {
    const why = signal.aborted ? `it says nothing within ${replyTimeoutMs} ms` : (cause as Error).message;
    throw new UsageError("WOT_ARGUMENT", `the client cannot be judged: ${why}`, { cause });
  }
}

/** Rejects when `signal` aborts. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

async function judgedBy(
  checks: readonly ConsumerCheck[],
  bench: Bench,
  { claim, now, observer = () => {}, failFast = false }: JudgeConsumerOptions & { readonly now: () => number },
  deadline: Deadline,
  { commandLine }: ConsumerDriver,
): Promise<readonly CheckResult[]> {
  observer({ kind: "opened", things: 1, checks: checks.length });
  const results: CheckResult[] = [];
  for (const check of checks) {
    const { reproduce: _, ...judged } = await judge(check, bench, { allowed: new Set(["read"]), claim, now });
    // A request can only be shown again by the client that sends it.
    const result = commandLine === undefined ? judged : { ...judged, reproduce: again(check, commandLine) };
    results.push(result);
    observer({ kind: "judged", thing: bench.about.name, result });
    if (failFast && result.verdict === "fail") deadline.end("failure");
  }
  return results;
}

const again = ({ id }: ConsumerCheck, commandLine: string): string =>
  `npx thingwright-conformance consumer --only ${quoted(id)} -- ${commandLine}`;
