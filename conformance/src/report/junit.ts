import { specifications } from "../specifications/specification.js";
import { exchangeText } from "./exchange-text.js";
import { escapeMarkup } from "./markup.js";
import type { CheckResult, Report, ThingReport } from "./report.js";

/**
 * The reports as JUnit XML, as test runners and CI servers read it: a suite for each Thing, a case for each check. `fail` is a
 * failure, and `warn` one where the run was `strict`; `tool-error` is an error; what was not judged is skipped.
 */
export function junitReport(reports: readonly Report[]): string {
  const suites = reports.flatMap((report) => report.things.map((thing) => suiteOf(report, thing)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="@thingwright/conformance">\n${suites.join("")}</testsuites>\n`;
}

function suiteOf({ target, startedAt, settings }: Report, { title, id, results }: ThingReport): string {
  const cases = results.map((result) => caseOf(result, settings.strict));
  const count = (element: string) => cases.filter((text) => text.includes(`<${element} `)).length;
  const attributes = {
    name: id === undefined ? title : `${title} ${id}`,
    hostname: target,
    timestamp: startedAt.replace(/\.\d+Z$/, ""),
    tests: results.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
    time: seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0)),
  };
  return `  <testsuite${written(attributes)}>\n${cases.join("")}  </testsuite>\n`;
}

function caseOf(result: CheckResult, isStrict: boolean): string {
  const { id, area, specification, durationMs } = result;
  const attributes = { classname: `${specification}.${area}`, name: id, time: seconds(durationMs) };
  return `    <testcase${written(attributes)}>${verdictElement(result, isStrict)}</testcase>\n`;
}

function verdictElement(result: CheckResult, isStrict: boolean): string {
  const { verdict, level, actual } = result;
  const details = escapeMarkup(detailsOf(result));
  if (verdict === "fail" || (verdict === "warn" && isStrict)) {
    return `<failure${written({ type: level, message: actual })}>${details}</failure>`;
  }
  if (verdict === "tool-error") return `<error${written({ type: verdict, message: actual })}>${details}</error>`;
  if (verdict === "warn") return `<system-out>${details}</system-out>`;
  if (verdict === "pass") return "";
  return `<skipped${written({ message: `${verdict}: ${actual}` })}/>`;
}

/** What a person needs to see what happened, as lines. */
function detailsOf({
  verdict,
  level,
  specification,
  section,
  requirement,
  expected,
  actual,
  ...result
}: CheckResult): string {
  const { title, url } = specifications[specification];
  return [
    `${verdict}: ${requirement} (${level}, ${title}, ${section}, ${url})`,
    `expected: ${expected}`,
    `actual: ${actual}`,
    ...(result.reproduce === undefined ? [] : [result.reproduce]),
    ...result.transcript.slice(0, 1).map(exchangeText),
  ].join("\n");
}

const written = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join("");

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
