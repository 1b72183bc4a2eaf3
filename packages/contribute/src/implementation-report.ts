import { type W3cResultRow, w3cResultCsv } from "@thingwright/conformance";
import { isRecord } from "@thingwright/td";
import { exercisedAssertions, type Judgement, judgeDocument, tdAssertions } from "@thingwright/validation";
import type { Contribution } from "./contribution.js";
import { fileName } from "./file-name.js";

export interface ReportSources {
  /** Thing Descriptions and Thing Models of the implementation. */
  readonly documents: readonly Readonly<Record<string, unknown>>[];
  /** A report of `thingwright-conformance --json`, of the same implementation. */
  readonly conformance?: unknown;
  /** Ids that its maker declares to have left out. */
  readonly notImplemented?: readonly string[];
}

/**
 * A row for each assertion of the Recommendation TD 1.1, sorted. Nothing is guessed: an assertion that a document
 * exercises and keeps passes, one that a document breaks fails, and one that the conformance report exercised has its verdict. All else
 * is `not-impl` where it is declared to be, and `null`.
 */
export function implementationReport({
  documents,
  conformance,
  notImplemented = [],
}: ReportSources): readonly W3cResultRow[] {
  const judged = documents.map((document) => judgedRow(document));
  const broken = new Set(judged.flatMap(({ broken }) => [...broken]));
  const exercised = new Set(judged.flatMap(({ exercised }) => [...exercised]));
  const tested = verdictsOf(conformance);
  const declared = new Set(notImplemented);
  return reportedAssertions().map((id) => {
    if (broken.has(id)) return { id, status: "fail", comment: "a document breaks it" };
    const verdict = tested.get(id);
    if (verdict === "fail") return { id, status: "fail", comment: "the conformance test found it broken" };
    if (verdict === "pass") return { id, status: "pass", comment: "tested on the Thing" };
    if (exercised.has(id)) return { id, status: "pass", comment: "" };
    if (declared.has(id)) return { id, status: "not-impl", comment: "" };
    return { id, status: "null", comment: "" };
  });
}

/** All ids of the Recommendation, sorted. */
function reportedAssertions(): readonly string[] {
  return tdAssertions()
    .map(({ id }) => id)
    .sort();
}

/** `judgeDocument` gives no more. */
const mostFindings = 100;

function judgedRow(document: Readonly<Record<string, unknown>>): {
  readonly broken: ReadonlySet<string>;
  readonly exercised: ReadonlySet<string>;
} {
  const judgement: Judgement = judgeDocument(JSON.stringify(document));
  const findings = judgement.findings.filter(({ level }) => level !== "lint");
  const broken = new Set(findings.map(({ assertion }) => assertion));
  // Of so many findings some may be left out, and another version has other assertions: then nothing is known to be kept.
  if (judgement.version !== "1.1" || judgement.findings.length >= mostFindings) return { broken, exercised: new Set() };
  return { broken, exercised: exercisedAssertions(document) };
}

/** By assertion: `fail` of one Thing counts for all. A warning says that a SHOULD does not hold, which the report calls `fail` too. */
function verdictsOf(report: unknown): ReadonlyMap<string, "pass" | "fail"> {
  const verdicts = new Map<string, "pass" | "fail">();
  const things = isRecord(report) && Array.isArray(report.things) ? report.things : [];
  for (const result of things.flatMap((thing: unknown) => (isRecord(thing) ? thing.results : []))) {
    if (!isRecord(result) || typeof result.id !== "string") continue;
    if (result.verdict === "fail" || result.verdict === "warn") verdicts.set(result.id, "fail");
    else if (result.verdict === "pass" && !verdicts.has(result.id)) verdicts.set(result.id, "pass");
  }
  return verdicts;
}

/** The report as a file of w3c/wot-thing-description. */
export function reportContribution(name: string, rows: readonly W3cResultRow[]): Contribution {
  const unknown = rows.filter(({ status }) => status === "null").length;
  const path = `testing/inputs/results/${fileName(name, "implementation")}.csv`;
  const message = `${unknown} of ${rows.length} assertions are not tested`;
  return {
    files: [{ path, text: w3cResultCsv(rows) }],
    missing: unknown === 0 ? [] : [{ pointer: "", required: false, message }],
    commands: ["cp -r testing wot-thing-description/"],
  };
}
