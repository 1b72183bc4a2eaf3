import type { CheckResult, Report, ThingReport } from "../report/report.js";
import { tallyOf, type Verdict } from "../verdict.js";

/** What weighs most when repeats do not agree: a Thing that fails once fails. */
const weight: readonly Verdict[] = ["fail", "warn", "tool-error", "pass", "inconclusive", "not-claimed"];

/** One report of several runs on the same target, with the same checks. */
export function together(reports: readonly [Report, ...Report[]]): Report {
  const [first, ...others] = reports;
  if (others.length === 0) return first;
  const last = reports.at(-1)!;
  const things = first.things.map((thing, index) =>
    mergedThing(reports.flatMap(({ things }) => things[index] ?? thing)),
  );
  return {
    ...first,
    durationMs: reports.reduce((sum, { durationMs }) => sum + durationMs, 0),
    ended: last.ended,
    things,
    effects: reports.flatMap(({ effects }) => effects),
    unrestored: reports.flatMap(({ unrestored }) => unrestored),
    tally: tallyOf(things.flatMap(({ results }) => results.map(({ verdict }) => verdict))),
  };
}

function mergedThing(reports: readonly ThingReport[]): ThingReport {
  const first = reports[0]!;
  const results = first.results.map((_, index) => mergedResult(reports.map((report) => report.results[index]!)));
  return { ...first, results, tally: tallyOf(results.map(({ verdict }) => verdict)) };
}

function mergedResult(results: readonly CheckResult[]): CheckResult {
  const given = results.map(({ verdict }) => verdict);
  const heaviest = weight.find((verdict) => given.includes(verdict))!;
  const telling = results.find(({ verdict }) => verdict === heaviest)!;
  return new Set(given).size === 1 ? telling : { ...telling, given: tallyOf(given) };
}
