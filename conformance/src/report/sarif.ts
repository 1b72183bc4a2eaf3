import { specifications } from "../specifications/specification.js";
import type { Verdict } from "../verdict.js";
import type { CheckResult, Report, ThingReport } from "./report.js";

/** What SARIF calls a verdict (§3.27.9 of SARIF 2.1.0); a `tool-error` is no result there, but a notification. */
const kinds: Readonly<Record<Exclude<Verdict, "tool-error">, string>> = {
  pass: "pass",
  fail: "fail",
  warn: "fail",
  inconclusive: "open",
  "not-claimed": "notApplicable",
};

/** The reports as SARIF 2.1.0, as services that list findings of code read it: a run for each target, a rule for each check. */
export function sarifReport(reports: readonly Report[]): string {
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: reports.map(runOf),
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function runOf(report: Report) {
  const { tool, things, startedAt, ended, settings } = report;
  const uri = uriOf(report.target);
  const found = things.flatMap((thing) => thing.results.map((result) => ({ thing, result })));
  const rules = [...new Map(found.map(({ result }) => [result.id, ruleOf(result)])).values()];
  const errors = found.filter(({ result }) => result.verdict === "tool-error");
  return {
    tool: { driver: { name: tool.name, semanticVersion: tool.version, rules } },
    invocations: [
      {
        executionSuccessful: ended === "complete" && errors.length === 0,
        startTimeUtc: startedAt,
        toolExecutionNotifications: errors.map(({ thing, result }) => ({
          level: "error",
          associatedRule: { id: result.id },
          message: { text: messageOf(thing, result) },
        })),
      },
    ],
    columnKind: "utf16CodeUnits",
    results: found.flatMap(({ thing, result }) => resultOf(thing, result, uri, settings.strict)),
  };
}

function ruleOf({ id, requirement, specification, section, level }: CheckResult) {
  const { title, url } = specifications[specification];
  return {
    id,
    shortDescription: { text: requirement },
    fullDescription: { text: `${requirement} (${level}, ${title}, ${section})` },
    helpUri: section.startsWith("§") ? url : `${url}#${section}`,
    defaultConfiguration: { level: levelOf(level, false) },
  };
}

function resultOf(thing: ThingReport, result: CheckResult, uri: string, isStrict: boolean) {
  const { id, verdict, level } = result;
  if (verdict === "tool-error") return [];
  const kind = kinds[verdict];
  return [
    {
      ruleId: id,
      kind,
      level: kind === "fail" ? levelOf(level, isStrict) : "none",
      message: { text: messageOf(thing, result) },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri } },
          logicalLocations: [{ fullyQualifiedName: thing.id ?? thing.title, name: thing.title }],
        },
      ],
      partialFingerprints: { "assertionOfThing/v1": `${thing.id ?? thing.title} ${id}` },
    },
  ];
}

function levelOf(level: CheckResult["level"], isStrict: boolean): "error" | "warning" | "note" {
  if (level === "MUST" || isStrict) return "error";
  return level === "SHOULD" ? "warning" : "note";
}

function messageOf({ title }: ThingReport, { actual, reproduce }: CheckResult): string {
  return `${title}: ${actual}${reproduce === undefined ? "" : `\n${reproduce}`}`;
}

/** The target as SARIF wants it, a URI: a path as one that is relative, if it is. */
function uriOf(target: string): string {
  if (URL.canParse(target)) return target;
  return encodeURI(target.replaceAll("\\", "/").replace(/\p{Cs}/gu, "\ufffd"));
}
