import { describe, expect, it } from "vitest";
import { knownDifferences, leftOut, withoutFiles } from "../support/their-tests/known-differences.js";
import { canRun, verdictsOf } from "../support/their-tests/suite.js";

/** Packages of node-wot with tests that keep to what it exports, and how many of them there are at least. */
const suites = [
  ["0.8.16", "core", 119],
  ["0.9.2", "core", 122],
  ["0.8.16", "binding-http", 37],
  ["0.9.2", "binding-http", 37],
  ["0.8.16", "binding-coap", 15],
  ["0.9.2", "binding-coap", 15],
  ["0.8.16", "binding-mqtt", 14],
  ["0.9.2", "binding-mqtt", 14],
] as const;

// One after the other: their tests have ports of their own.
describe.sequential("node-wot's own tests, over the stand-in", () => {
  for (const [version, name, least] of suites) {
    const isThere = canRun(version);
    const title = `${name} ${version}${isThere ? "" : " (skipped: needs its tests, by .ci/install-tools)"}`;
    it.skipIf(!isThere)(title, { timeout: 150_000 }, () => expectVerdicts(version, name, least));
  }
});

/** All pass but those that are listed; a listed one that passes is no difference any more. */
async function expectVerdicts(version: string, name: string, least: number): Promise<void> {
  const verdicts = await verdictsOf(version, name, {
    ...(withoutFiles[name] === undefined ? {} : { withoutFiles: withoutFiles[name] }),
    withoutTests: Object.keys(leftOut[name] ?? {}),
  });
  const differing = Object.keys(knownDifferences[name] ?? {});
  const known = differing.filter((title) => verdicts.some((verdict) => verdict.title === title));
  const failed = verdicts.flatMap(({ title, failure }) => (failure === undefined ? [] : [title]));
  expect(verdicts.length).toBeGreaterThanOrEqual(least);
  expect(failed.sort()).toEqual(known.sort());
}
