import type { ThingDescription } from "@thingwright/td";
import type { Check, Safety } from "../check.js";
import { checks } from "../checks/checks.js";
import {
  type CheckResult,
  type Report,
  reportFormat,
  reportVersion,
  type ThingReport,
  toolVersion,
} from "../report/report.js";
import type { Subject } from "../subject.js";
import { tallyOf } from "../verdict.js";
import type { Effect } from "../wire/change.js";
import { type ProbeLimits, positiveInteger, probeLimits } from "../wire/probe-limits.js";
import { openWires } from "../wire/wires.js";
import { type JudgeOptions, judge } from "./judge.js";
import { Ledger, type Unrestored } from "./ledger.js";
import { openTarget } from "./open-target.js";
import { defaultRequestsPerSecond, steadyPace } from "./pace.js";
import { seededRandom } from "./random.js";
import { select } from "./selection.js";

export interface ConformanceOptions {
  /** Which checks run: a pattern for their ids or areas; all by default. */
  readonly only?: string;
  /** What may be done to the Things beside reading; nothing by default. */
  readonly allow?: readonly Effect[];
  /** Longest duration of the whole run; default 60 000. What has no verdict by then becomes a `tool-error`. */
  readonly timeoutMs?: number;
  /** Ends the run early, in the same way. What was changed is put back before the run resolves. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<ProbeLimits>;
  /** Most requests in a second to one address; default {@link defaultRequestsPerSecond}. */
  readonly requestsPerSecond?: number;
  /** Decides what checks make up; default 1. */
  readonly seed?: number;
  /** Is told what a change does before it is made. */
  readonly announce?: (effect: string) => void;
  /** Milliseconds since 1970; for durations and the date of the report. */
  readonly now?: () => number;
}

export const defaultTimeoutMs = 60_000;

/**
 * Judges a Thing, or each Thing of a listing. Whatever the target does, there are verdicts, within the deadline.
 *
 * It only reads, unless `allow` says more: one request at a time, each no more often than needed. Values that were written are
 * put back after the check that wrote them, also when the run ends early. No credentials are sent.
 *
 * @param target - URL of http or https, name of a file, or a Thing Description
 * @throws {UsageError} WOT_ARGUMENT for a target that is none of these, a file that cannot be read, or a pattern that names no check;
 *   WOT_RANGE for a limit that is none
 */
export async function runConformance(
  target: string | ThingDescription,
  options: ConformanceOptions = {},
): Promise<Report> {
  const { timeoutMs = defaultTimeoutMs, allow = [], announce, now = Date.now } = options;
  const { requestsPerSecond = defaultRequestsPerSecond } = options;
  const selected = select(checks, options.only);
  const limits = probeLimits(options.limits ?? {});
  const pace = steadyPace(positiveInteger("requestsPerSecond", requestsPerSecond), now);
  const deadline = deadlineOf(positiveInteger("timeoutMs", timeoutMs), options.signal);
  try {
    const startedMs = now();
    const ledger = new Ledger(new Set(allow), announce);
    const common = { signal: deadline.signal, random: seededRandom(options.seed ?? 1), ledger };
    const means = { ...openWires({ ...common, limits, pace, now }), ...common };
    const { subjects, omittedThings } = await openTarget(target, means);
    const settings = { allowed: new Set<Safety>(["read", ...allow]), now };
    const judged: JudgedThing[] = [];
    for (const subject of subjects) judged.push(await judgeThing(subject, selected, ledger, nameOf(target), settings));
    const things = judged.map(({ thing }) => thing);
    return {
      format: reportFormat,
      version: reportVersion,
      tool: { name: "@thingwright/conformance", version: toolVersion },
      target: nameOf(target),
      startedAt: new Date(startedMs).toISOString(),
      durationMs: now() - startedMs,
      things,
      omittedThings,
      unrestored: judged.flatMap(({ unrestored }) => unrestored),
      tally: tallyOf(things.flatMap(({ results }) => results.map(({ verdict }) => verdict))),
    };
  } finally {
    deadline.clear();
  }
}

interface JudgedThing {
  readonly thing: ThingReport;
  readonly unrestored: readonly Unrestored[];
}

async function judgeThing(
  subject: Subject,
  selected: readonly Check[],
  ledger: Ledger,
  target: string,
  options: JudgeOptions,
): Promise<JudgedThing> {
  const results: CheckResult[] = [];
  const unrestored: Unrestored[] = [];
  for (const check of selected) {
    results.push(await judge(check, subject, options));
    unrestored.push(...(await ledger.settle()));
  }
  const { title = target, id } = subject.thing ?? {};
  const tally = tallyOf(results.map(({ verdict }) => verdict));
  return { thing: { title, ...(id === undefined ? {} : { id }), results, tally }, unrestored };
}

const nameOf = (target: string | ThingDescription): string =>
  typeof target === "string" ? target : (target.id ?? target.title);

/** A signal that aborts after `timeoutMs`, or with `outer`. */
function deadlineOf(timeoutMs: number, outer: AbortSignal | undefined): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, timeoutMs);
  outer?.addEventListener("abort", abort, { once: true });
  if (outer?.aborted) abort();
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
}
