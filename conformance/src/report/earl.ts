import { specifications } from "../specifications/specification.js";
import type { Verdict } from "../verdict.js";
import type { CheckResult, Report, ThingReport } from "./report.js";

/** The terms of {@link earlReport}, written in place so that nobody has to load them. */
const context = {
  earl: "http://www.w3.org/ns/earl#",
  dct: "http://purl.org/dc/terms/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  title: "dct:title",
  description: "dct:description",
  date: { "@id": "dct:date", "@type": "xsd:dateTime" },
  isPartOf: { "@id": "dct:isPartOf", "@type": "@id" },
  assertedBy: { "@id": "earl:assertedBy", "@type": "@id" },
  subject: { "@id": "earl:subject", "@type": "@id" },
  test: { "@id": "earl:test", "@type": "@id" },
  mode: { "@id": "earl:mode", "@type": "@id" },
  outcome: { "@id": "earl:outcome", "@type": "@id" },
  result: "earl:result",
  info: "earl:info",
} as const;

/** What EARL 1.0 §2.7 calls a verdict. A violated SHOULD is a failure there: EARL knows no levels. */
const outcomes: Readonly<Record<Verdict, string>> = {
  pass: "earl:passed",
  fail: "earl:failed",
  warn: "earl:failed",
  inconclusive: "earl:cantTell",
  "not-claimed": "earl:inapplicable",
  "tool-error": "earl:untested",
};

/** The reports in the W3C's Evaluation and Report Language, as JSON-LD: an assertion for each check of each Thing. */
export function earlReport(reports: readonly Report[]): string {
  const results = reports.flatMap(({ things }) => things.flatMap((thing) => thing.results));
  const tests = [...new Map(results.map((result) => [testOf(result), criterion(result)])).values()];
  const graph = [...tools(reports), ...tests, ...reports.flatMap(statements)];
  return `${JSON.stringify({ "@context": context, "@graph": graph }, undefined, 2)}\n`;
}

const toolOf = ({ tool }: Report): string => `https://www.npmjs.com/package/${tool.name}/v/${tool.version}`;

function tools(reports: readonly Report[]) {
  return [...new Map(reports.map((report) => [toolOf(report), report.tool]))].map(([id, { name, version }]) => {
    return { "@id": id, "@type": ["earl:Assertor", "earl:Software"], title: `${name} ${version}` };
  });
}

/** The address of an assertion: the documents of the W3C have one for each id, those of others have none. */
const testOf = ({ specification, id }: CheckResult): string =>
  `${specifications[specification].url}#${encodeURIComponent(id)}`;

function criterion(result: CheckResult) {
  const { url } = specifications[result.specification];
  const { id: title, requirement: description } = result;
  return { "@id": testOf(result), "@type": "earl:TestRequirement", title, description, isPartOf: url };
}

function statements(report: Report, index: number) {
  return report.things.flatMap((thing, at) => {
    const subject = subjectOf(report, thing, `${index}-${at}`);
    return [subject, ...thing.results.map((result) => statement(report, subject["@id"], result))];
  });
}

/** A Thing: by its id where that is an absolute IRI, else as a blank node. */
function subjectOf({ target }: Report, { id, title }: ThingReport, number: string) {
  const name = id !== undefined && URL.canParse(id) ? id : `_:thing-${number}`;
  return { "@id": name, "@type": "earl:TestSubject", title, description: target };
}

function statement(report: Report, subject: string, result: CheckResult) {
  return {
    "@type": "earl:Assertion",
    assertedBy: toolOf(report),
    subject,
    test: testOf(result),
    mode: "earl:automatic",
    result: {
      "@type": "earl:TestResult",
      outcome: outcomes[result.verdict],
      date: report.startedAt,
      description: result.actual,
      ...(result.reproduce === undefined ? {} : { info: result.reproduce }),
    },
  };
}
