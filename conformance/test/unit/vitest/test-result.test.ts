import { type CheckResult, checks, type Verdict } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { testResult } from "../../../src/vitest/test-result.js";

const results = (...verdicts: readonly Verdict[]): readonly CheckResult[] =>
  verdicts.map((verdict) => ({
    ...checks[0]!,
    verdict,
    ...{ expected: "200", actual: `it was ${verdict}`, transcript: [], reproduce: "curl 'http://a/'", durationMs: 1 },
  }));

describe("the test of a check", () => {
  it.each<[Verdict, string, string]>([
    ["pass", "passed", "passed"],
    ["fail", "failed", "failed"],
    ["warn", "passed", "failed"],
    ["inconclusive", "skipped", "skipped"],
    ["not-claimed", "skipped", "skipped"],
    ["tool-error", "failed", "failed"],
  ])("of which the verdict is %s has %s, and %s when warnings count", (verdict, state, strict) => {
    expect([testResult(results(verdict), false).state, testResult(results(verdict), true).state]).toEqual([
      state,
      strict,
    ]);
  });

  it("says what is wrong, and how to see it again", () => {
    const { words } = testResult(results("pass", "fail", "warn"), false);
    expect(words).toBe(
      `fail (MUST): ${checks[0]!.requirement}\nexpected: 200\nactual:   it was fail\ncurl 'http://a/'`,
    );
  });

  it("passes when one Thing does and none does not", () => {
    expect(testResult(results("not-claimed", "pass", "inconclusive"), false).state).toBe("passed");
  });

  it("fails when nothing was judged", () => {
    expect(testResult([], false).state).toBe("failed");
  });
});
