import { describe, expect, it } from "vitest";
import { knownDifferences } from "../support/their-tests/known-differences.js";
import { canRun, verdictsOf } from "../support/their-tests/suite.js";

/** Packages of node-wot whose tests keep to what the packages export, with the least number of tests that they have. */
const suites = [
  { version: "0.8.16", name: "core", least: 120 },
  { version: "0.9.2", name: "core", least: 123 },
] as const;

describe("node-wot's own tests, over the stand-in", () => {
  for (const { version, name, least } of suites) {
    const isThere = canRun(version);
    it.skipIf(!isThere)(
      `of ${name} ${version}${isThere ? "" : " (skipped: needs its tests, by .ci/install-tools)"}`,
      {
        timeout: 150_000,
      },
      async () => {
        const verdicts = await verdictsOf(version, name);
        const failed = verdicts.flatMap(({ title, failure }) => (failure === undefined ? [] : [title]));
        expect(verdicts.length).toBeGreaterThanOrEqual(least);
        expect(failed.sort()).toEqual(Object.keys(knownDifferences[name] ?? {}).sort());
      },
    );
  }
});
