import { exchangeText } from "../report/exchange-text.js";
import type { CheckResult } from "../report/report.js";
import type { Verdict } from "../verdict.js";

/** What a test says of one check. */
export interface TestResult {
  readonly state: "passed" | "failed" | "skipped";
  readonly words: string;
}

/** What counts of several Things: the heaviest verdict. */
const weight: readonly Verdict[] = ["fail", "tool-error", "warn", "pass", "inconclusive", "not-claimed"];

/**
 * The result of a test that stands for one check.
 *
 * @param results - of the check, one for each Thing
 * @param isStrict - whether a warning fails
 */
export function testResult(results: readonly CheckResult[], isStrict: boolean): TestResult {
  const [worst] = weight.flatMap((verdict) => results.find((each) => each.verdict === verdict) ?? []);
  if (worst === undefined) return { state: "failed", words: "the target was not judged" };
  const { verdict, actual } = worst;
  if (verdict === "pass" || (verdict === "warn" && !isStrict)) return { state: "passed", words: actual };
  if (verdict === "inconclusive" || verdict === "not-claimed") {
    return { state: "skipped", words: `${verdict}: ${actual}` };
  }
  return { state: "failed", words: explanationOf(worst) };
}

function explanationOf({ verdict, level, requirement, expected, actual, reproduce, transcript }: CheckResult): string {
  const lines = [
    `${verdict} (${level}): ${requirement}`,
    `expected: ${expected}`,
    `actual:   ${actual}`,
    ...(reproduce === undefined ? [] : [reproduce]),
    ...(transcript[0] === undefined ? [] : [exchangeText(transcript[0])]),
  ];
  return lines.join("\n");
}
