import type { Claim } from "../run/claim.js";
import { assertions } from "../specifications/assertions.js";
import type { SpecificationName } from "../specifications/specification.js";
import type { Verdict } from "../verdict.js";
import type { Report } from "./report.js";

/** What the W3C's implementation reports call an outcome; `null` is what was not tested. */
type Status = "pass" | "fail" | "not-impl" | "null";

interface Judged {
  readonly status: Status;
  readonly comment: string;
}

/** What one Thing says of an assertion. */
interface Said {
  readonly verdict: Verdict;
  readonly title: string;
  readonly actual: string;
}

/**
 * The reports as a result that the W3C's implementation reports take: `ID`, `Status` and `Comment` of every assertion of one
 * specification, in its order. All Things of all targets are one implementation: one that violates decides, then one that holds.
 * What no check judges passes by a claim that says on what it rests, and not without.
 */
export function w3cCsv(reports: readonly Report[], specification: SpecificationName): string {
  const rows = assertions
    .filter((assertion) => assertion.specification === specification)
    .map(({ id }): readonly string[] => {
      const { status, comment } = judged(id, reports, specification);
      return [id, status, comment];
    });
  return [["ID", "Status", "Comment"], ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join("");
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
  const passes = said.filter(({ verdict }) => verdict === "pass").length;
  if (passes > 0) return { status: "pass", comment: `held by ${passes} of ${said.length} Things` };
  return claimed(reports.flatMap(({ claims }) => (Object.hasOwn(claims, id) ? [claims[id]!] : []))) ?? unjudged(said);
}

function claimed(claims: readonly Claim[]): Judged | undefined {
  const refused = claims.find(({ answer }) => answer === "no" || answer === "not-applicable");
  if (refused !== undefined)
    return { status: "not-impl", comment: ["claimed", refused.evidence ?? refused.answer].join(": ") };
  const proven = claims.find(({ answer, evidence = "" }) => answer === "yes" && evidence.trim() !== "");
  return proven && { status: "pass", comment: `claimed: ${proven.evidence}` };
}

function unjudged(said: readonly Said[]): Judged {
  if (said.length === 0) return { status: "null", comment: "not judged" };
  const open = said.find(({ verdict }) => verdict !== "not-claimed");
  if (open !== undefined) return { status: "null", comment: `${open.title}: ${open.actual}` };
  return { status: "not-impl", comment: "no Thing has what the assertion is about" };
}

/** A field in quotes, on one line; one that a spreadsheet would calculate is kept from it. */
function quoted(field: string): string {
  const line = field.replace(/\s+/gu, " ").replace(/^[=+\-@]/u, "'$&");
  return `"${line.replaceAll('"', '""')}"`;
}
