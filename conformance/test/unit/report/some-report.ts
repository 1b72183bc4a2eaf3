import type { CheckResult, Report, Verdict } from "@thingwright/conformance";
import { tallyOf } from "../../../src/verdict.js";

/** What a Thing may say to harm a reader: markup, the end of a script or a section, quotes, control characters, halves of pairs. */
export const hostile = `</script>]]>"><img src=x onerror=alert(1)>&lt;'=1+1\u0000\u001b[2J\u202e\ud800`;

/** A check of TD 1.1, with this verdict. */
export function someResult(id: string, verdict: Verdict, more: Partial<CheckResult> = {}): CheckResult {
  return {
    ...{ id, area: "td", specification: "td11", section: "sec-x", level: verdict === "warn" ? "SHOULD" : "MUST" },
    ...{
      requirement: `It keeps ${id}.`,
      safety: "read",
      verdict,
      expected: "A",
      actual: "B",
      transcript: [],
      durationMs: 5,
    },
    ...more,
  } as CheckResult;
}

/** A report on Things with these results. */
export function someReport(
  results: Readonly<Record<string, readonly CheckResult[]>>,
  more: Partial<Report> = {},
): Report {
  const things = Object.entries(results).map(([title, given]) => {
    return { title, results: given, tally: tallyOf(given.map(({ verdict }) => verdict)) };
  });
  const settings = { only: [], skip: [], allow: [], strict: false, seed: 1, repeats: 1 };
  return {
    ...{ format: "thingwright-conformance-report", version: 2, target: "http://lamp.example/" },
    tool: { name: "@thingwright/conformance", version: "0.1.0" },
    ...{ startedAt: "2026-11-27T08:00:00.000Z", durationMs: 20, settings, ended: "complete", things, omittedThings: 0 },
    ...{ effects: [], unrestored: [], claims: {} },
    tally: tallyOf(things.flatMap((thing) => thing.results.map(({ verdict }) => verdict))),
    ...more,
  } as Report;
}

/** One result of each verdict, and a failure in words that would harm. */
export const everyVerdict: readonly CheckResult[] = [
  someResult("td-json-open", "pass"),
  someResult("td-context", "fail", { actual: hostile, reproduce: `curl '${hostile}'` }),
  someResult("td-titles-descriptions", "warn"),
  someResult("td-processor", "inconclusive"),
  someResult("td-actions", "not-claimed"),
  someResult("td-events", "tool-error"),
];
