import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import { XMLParser, XMLValidator } from "fast-xml-parser";

/** What came of a test. Of several of one name the worst counts: they are in this order. */
export const testOutcomes = ["passed", "skipped", "failed"] as const;

export type TestOutcome = (typeof testOutcomes)[number];

/** What came of tests that somebody ran, by `CLASSNAME > NAME` of the case. */
export type TestResults = ReadonlyMap<string, TestOutcome>;

/** Reads results in JUnit XML, which test runners of every language write. @throws {UsageError} WOT_ARGUMENT when a file has none */
export async function readTestResults(files: readonly string[]): Promise<TestResults> {
  const results = new Map<string, TestOutcome>();
  for (const file of files) {
    for (const testCase of testCasesIn(await documentOf(file))) {
      const { classname = "", name = "" } = testCase;
      const test = [classname, name].filter((part) => part !== "").join(" > ");
      results.set(test, worse(results.get(test) ?? "passed", outcomeOf(testCase)));
    }
  }
  return results;
}

/** An element of XML: attributes are texts, elements are elements, lists of them, or texts where they have nothing else. */
type Element = Readonly<Record<string, unknown>>;

interface TestCase extends Element {
  readonly classname?: string;
  readonly name?: string;
}

async function documentOf(file: string): Promise<unknown> {
  try {
    const text = await readFile(file, "utf8");
    const wrong = XMLValidator.validate(text);
    if (wrong !== true) throw new Error(wrong.err.msg);
    return new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "", parseAttributeValue: false }).parse(text);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read as JUnit XML: ${(cause as Error).message}`, { cause });
  }
}

/** The cases of all suites, however deep these are in each other. */
function testCasesIn(element: unknown): readonly TestCase[] {
  return [element].flat().flatMap((each) => {
    if (typeof each !== "object" || each === null) return [];
    const { testcase = [], testsuite, testsuites } = each as Element;
    return [...([testcase].flat() as TestCase[]), ...testCasesIn(testsuite ?? []), ...testCasesIn(testsuites ?? [])];
  });
}

function outcomeOf(testCase: TestCase): TestOutcome {
  if ("failure" in testCase || "error" in testCase) return "failed";
  return "skipped" in testCase ? "skipped" : "passed";
}

const worse = (one: TestOutcome, other: TestOutcome): TestOutcome =>
  testOutcomes[Math.max(testOutcomes.indexOf(one), testOutcomes.indexOf(other))]!;
