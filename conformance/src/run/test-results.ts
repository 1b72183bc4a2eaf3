import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import { xmlTags } from "./xml-tags.js";

/** What came of a test. Of several of one name the worst counts: they are in this order. */
export const testOutcomes = ["passed", "skipped", "failed"] as const;

export type TestOutcome = (typeof testOutcomes)[number];

/** What came of tests that somebody ran, by `CLASSNAME > NAME` of the case. */
export type TestResults = ReadonlyMap<string, TestOutcome>;

/** Reads results in JUnit XML, which test runners of every language write. @throws {UsageError} WOT_ARGUMENT when a file has none */
export async function readTestResults(files: readonly string[]): Promise<TestResults> {
  const results = new Map<string, TestOutcome>();
  for (const file of files) {
    try {
      for (const [name, outcome] of testCases(await readFile(file, "utf8"))) {
        results.set(name, worse(results.get(name) ?? "passed", outcome));
      }
    } catch (cause) {
      throw new UsageError("WOT_ARGUMENT", `${file} cannot be read as JUnit XML: ${(cause as Error).message}`, {
        cause,
      });
    }
  }
  return results;
}

/** Elements of a case that say that it did not pass. */
const outcomes: Readonly<Record<string, TestOutcome>> = { failure: "failed", error: "failed", skipped: "skipped" };

/** The cases of all suites, however deep these are in each other. */
function* testCases(document: string): Generator<readonly [name: string, outcome: TestOutcome]> {
  let name = "";
  let outcome: TestOutcome | undefined;
  for (const tag of xmlTags(document)) {
    if (tag.kind === "end") {
      if (tag.name === "testcase" && outcome !== undefined) yield [name, outcome];
    } else if (tag.name === "testcase") {
      const { classname = "", name: own = "" } = tag.attributes;
      name = [classname, own].filter((part) => part !== "").join(" > ");
      outcome = "passed";
    } else if (outcome !== undefined && Object.hasOwn(outcomes, tag.name)) {
      outcome = worse(outcome, outcomes[tag.name]!);
    }
  }
}

const worse = (one: TestOutcome, other: TestOutcome): TestOutcome =>
  testOutcomes[Math.max(testOutcomes.indexOf(one), testOutcomes.indexOf(other))]!;
