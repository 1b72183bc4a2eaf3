import type { ThingDescription } from "@thingwright/td";
import type { Check } from "./check.js";
import { checks } from "./checks/checks.js";
import { type ProbeLimits, positiveInteger } from "./http/probe-limits.js";
import { httpProbe } from "./http-probe.js";
import { judge } from "./judge.js";
import { RememberedExchanges } from "./remembered-exchanges.js";
import {
  type CheckResult,
  type Report,
  reportFormat,
  reportVersion,
  type ThingReport,
  toolVersion,
} from "./report/report.js";
import { select } from "./selection.js";
import type { Subject } from "./subject.js";
import { openTarget } from "./target.js";
import { tallyOf } from "./verdict.js";

export interface ConformanceOptions {
  /** Which checks run: a pattern for their ids or areas; all by default. */
  readonly only?: string;
  /** Longest duration of the whole run; default 60 000. What has no verdict by then becomes a `tool-error`. */
  readonly timeoutMs?: number;
  /** Ends the run early, in the same way. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<ProbeLimits>;
  /** Milliseconds since 1970; for durations and the date of the report. */
  readonly now?: () => number;
}

export const defaultTimeoutMs = 60_000;

/**
 * Judges a Thing, or each Thing of a listing. Whatever the target does, there are verdicts, within the deadline.
 *
 * Only reads: GET, HEAD and PROPFIND, one request at a time, each no more often than needed. No credentials are sent.
 *
 * @param target - URL of http or https, name of a file, or a Thing Description
 * @throws {UsageError} WOT_ARGUMENT for a target that is none of these, a file that cannot be read, or a pattern that names no check;
 *   WOT_RANGE for a limit that is none
 */
export async function runConformance(
  target: string | ThingDescription,
  options: ConformanceOptions = {},
): Promise<Report> {
  const { timeoutMs = defaultTimeoutMs, now = Date.now } = options;
  const selected = select(checks, options.only);
  const probe = httpProbe(options.limits, now);
  const deadline = deadlineOf(positiveInteger("timeoutMs", timeoutMs), options.signal);
  try {
    const startedMs = now();
    const ask = new RememberedExchanges((request) => probe(request, deadline.signal));
    const { subjects, omittedThings } = await openTarget(target, ask);
    const things: ThingReport[] = [];
    for (const subject of subjects)
      things.push(await judgeThing(subject, selected, nameOf(target), deadline.signal, now));
    const tally = tallyOf(things.flatMap(({ results }) => results.map(({ verdict }) => verdict)));
    const made = { startedAt: new Date(startedMs).toISOString(), durationMs: now() - startedMs };
    const tool = { name: "@thingwright/conformance", version: toolVersion } as const;
    return {
      format: reportFormat,
      version: reportVersion,
      tool,
      target: nameOf(target),
      ...made,
      things,
      omittedThings,
      tally,
    };
  } finally {
    deadline.clear();
  }
}

async function judgeThing(
  subject: Subject,
  selected: readonly Check[],
  target: string,
  signal: AbortSignal,
  now: () => number,
): Promise<ThingReport> {
  const results: CheckResult[] = [];
  for (const check of selected) results.push(await judge(check, subject, signal, now));
  const { title = target, id } = subject.thing ?? {};
  const tally = tallyOf(results.map(({ verdict }) => verdict));
  return { title, ...(id === undefined ? {} : { id }), results, tally };
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
