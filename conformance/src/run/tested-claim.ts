import { assertions } from "../specifications/assertions.js";
import type { Claim, ClaimFile } from "./claim.js";
import type { TestOutcome, TestResults } from "./test-results.js";

/**
 * The claim with what came of its tests: of those that an answer names, and of those that begin with the id of an assertion
 * and a colon, for which nothing need be claimed. What is denied stays so.
 */
export function testedClaim(claim: ClaimFile, results: TestResults): ClaimFile {
  const titled = titledTests(results);
  const ids = new Set([...Object.keys(claim.claims), ...titled.keys()]);
  const claims = [...ids].map((id): readonly [string, Claim] => {
    const given = Object.hasOwn(claim.claims, id) ? claim.claims[id]! : undefined;
    return [id, tested(given, titled.get(id) ?? [], results)];
  });
  return { ...claim, claims: Object.fromEntries(claims) };
}

function tested(given: Claim | undefined, titled: readonly string[], results: TestResults): Claim {
  const { tests: named = [], ...claim } = given ?? { answer: "open" as const };
  const isDenied = claim.answer === "no" || claim.answer === "not-applicable";
  const tests = [...new Set([...named, ...titled])];
  if (isDenied || tests.length === 0) return given ?? claim;
  const outcomes = tests.flatMap((test) => outcomesOf(test, results));
  return { ...claim, answer: "yes", tests, tested: Object.fromEntries(outcomes) };
}

/** What came of each test that the name means; `missing` when there is none. */
function outcomesOf(name: string, results: TestResults): readonly (readonly [string, TestOutcome | "missing"])[] {
  const exact = results.get(name);
  if (exact !== undefined) return [[name, exact]];
  const parts = name.split("*");
  const found = parts.length === 1 ? [] : [...results].filter(([test]) => isMatch(test, parts));
  return found.length === 0 ? [[name, "missing"]] : found;
}

/** Whether `text` is these parts in their order with anything between. */
function isMatch(text: string, [first = "", ...parts]: readonly string[]): boolean {
  const last = parts.pop() ?? "";
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

const ids = new Set(assertions.map(({ id }) => id));

/** The tests with a title, their own or that of a group they are in, that begins with an id and a colon. */
function titledTests(results: TestResults): ReadonlyMap<string, readonly string[]> {
  const titled = new Map<string, string[]>();
  for (const test of results.keys()) {
    for (const title of test.split(" > ").slice(1)) {
      const id = title.slice(0, Math.max(0, title.indexOf(": ")));
      if (ids.has(id)) titled.set(id, [...(titled.get(id) ?? []), test]);
    }
  }
  return titled;
}
