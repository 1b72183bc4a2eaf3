import type { Claim } from "../run/claim.js";
import { assertions } from "../specifications/assertions.js";
import type { SpecificationName } from "../specifications/specification.js";
import type { Verdict } from "../verdict.js";
import type { Report } from "./report.js";
import { type W3cResultRow, w3cResultCsv } from "./w3c-result-csv.js";

type Judged = Omit<W3cResultRow, "id">;

/** What one Thing says of an assertion. */
interface Said {
  readonly verdict: Verdict;
  readonly title: string;
  readonly actual: string;
}

/**
 * The reports as a result that the W3C's implementation reports take: `ID`, `Status` and `Comment` of every assertion of one
 * specification, in its order. All Things of all targets are one implementation: one that violates decides, or a test that failed,
 * then one that holds. What no check judges passes by a claim that says on what it rests, and not without; where it rests on
 * tests, by all of them.
 */
export function w3cCsv(reports: readonly Report[], specification: SpecificationName): string {
  const rows = assertions
    .filter((assertion) => assertion.specification === specification)
    .map(({ id }) => ({ id, ...judged(id, reports, specification) }));
  return w3cResultCsv(rows);
}

function judged(id: string, reports: readonly Report[], specification: SpecificationName): Judged {
  const said = reports.flatMap(({ things }) =>
    things.flatMap(({ title, results }) =>
      results
        .filter((result) => result.id === id && result.specification === specification)
        .map(({ verdict, actual }): Said => ({ verdict, title, actual })),
    ),
  );
  const violating = said.find(({ verdict }) => verdict === "fail" || verdict === "warn");
  if (violating !== undefined) return { status: "fail", comment: `${violating.title}: ${violating.actual}` };
  const claim = claimed(reports.flatMap(({ claims }) => (Object.hasOwn(claims, id) ? [claims[id]!] : [])));
  if (claim?.status === "fail") return claim;
  const passes = said.filter(({ verdict }) => verdict === "pass").length;
  if (passes > 0) return { status: "pass", comment: `held by ${passes} of ${said.length} Things` };
  return claim ?? unjudged(said);
}

function claimed(claims: readonly Claim[]): Judged | undefined {
  const refused = claims.find(({ answer }) => answer === "no" || answer === "not-applicable");
  if (refused !== undefined)
    return { status: "not-impl", comment: ["claimed", refused.evidence ?? refused.answer].join(": ") };
  const held = claims.filter(({ answer }) => answer === "yes");
  const tests = held.find((claim) => claim.tests !== undefined);
  if (tests !== undefined) return tested(tests);
  const proven = held.find(({ evidence = "" }) => evidence.trim() !== "");
  return proven && { status: "pass", comment: `claimed: ${proven.evidence}` };
}

/** What the tests of a claim say: nothing but all of them together lets it pass. */
function tested({ tests = [], tested = {} }: Claim): Judged {
  const outcomes = Object.entries(tested);
  const worst = (wanted: string) => outcomes.find(([, outcome]) => outcome === wanted);
  const [name, outcome] = worst("failed") ?? worst("missing") ?? worst("skipped") ?? [];
  if (name !== undefined) return { status: outcome === "failed" ? "fail" : "null", comment: `${outcome}: ${name}` };
  if (outcomes.length === 0) return { status: "null", comment: `not run: ${tests.join("; ")}` };
  return { status: "pass", comment: `tested: ${outcomes.map(([test]) => test).join("; ")}` };
}

function unjudged(said: readonly Said[]): Judged {
  if (said.length === 0) return { status: "null", comment: "not judged" };
  const open = said.find(({ verdict }) => verdict !== "not-claimed");
  if (open !== undefined) return { status: "null", comment: `${open.title}: ${open.actual}` };
  return { status: "not-impl", comment: "no Thing has what the assertion is about" };
}
