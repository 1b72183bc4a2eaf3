import { readFileSync } from "node:fs";
import {
  checks,
  jsonReport,
  maxTranscriptExchanges,
  reportFormat,
  reportVersion,
  runConformance,
  safeties,
  verdicts,
} from "@thingwright/conformance";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { judged } from "../../../selftest/alarms.js";
import { faults } from "../../../selftest/faults.js";
import { perfectTargets } from "../../../selftest/perfect-targets.js";
import { everyVerdict, hostile, someReport } from "./some-report.js";

const schema = JSON.parse(readFileSync(new URL("../../../report.schema.json", import.meta.url), "utf8"));

/** What says whether a document is as the schema has it; names what is wrong. */
function faultsBy(by: object): (text: string) => readonly string[] {
  const ajv = new Ajv2020({ allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(by);
  return (text) =>
    validate(JSON.parse(text)) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
}

/** The schema, but for members that it does not describe. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== "object" || part === null) return part;
  const members = Object.entries(part).map(([name, value]) => [name, closed(value)] as const);
  const isObject = "properties" in part && !("additionalProperties" in part);
  return { ...Object.fromEntries(members), ...(isObject ? { additionalProperties: false } : {}) };
}

const faultsIn = faultsBy(schema);
const faultsInClosed = faultsBy(closed(schema) as object);

describe("the JSON Schema of reports", () => {
  it.each(perfectTargets)("takes the report on $what, and describes all its members", async (perfect) => {
    expect(faultsInClosed(jsonReport(await judged(perfect)))).toEqual([]);
  });

  const wires = ["http", "coap", "mqtt", "mdns"].map((wire) => faults.find((fault) => fault.wire === wire)!);
  it.each(wires)("takes the report on a faulty Thing over $wire", async (fault) => {
    expect(faultsInClosed(jsonReport(await judged(fault)))).toEqual([]);
  });

  it("takes a report on what is not there, one that was repeated, and one with claims", async () => {
    const { format, version } = { format: "thingwright-conformance-claim", version: 1 } as const;
    const claims = { "arch-networked": { answer: "yes", evidence: "a photograph" } } as const;
    const implementation = { name: "nothing", version: "1", vendor: "nobody" };
    const claim = { format, version, implementation, claims };
    const report = await runConformance("http://127.0.0.1:1/", { repeats: 2, claim });
    expect(faultsInClosed(jsonReport(report))).toEqual([]);
  });

  it("takes every verdict, and texts that would harm", () => {
    expect(faultsInClosed(jsonReport(someReport({ [hostile]: everyVerdict })))).toEqual([]);
  });

  it.each<[string, object]>([
    ["another version", { version: reportVersion + 1 }],
    ["an ending that is none", { ended: "tired" }],
    ["a date that is none", { startedAt: "yesterday" }],
    ["no tally", { tally: undefined }],
    ["a result without a verdict", { things: [{ title: "x", tally: someReport({}).tally, results: [{ id: "y" }] }] }],
  ])("refuses %s", (_what, change) => {
    expect(faultsIn(JSON.stringify({ ...someReport({}), ...change }))).not.toEqual([]);
  });

  it("lists what the code has", () => {
    const { effect, verdict, tally, result } = schema.$defs;
    expect(schema.properties.format.const).toBe(reportFormat);
    expect(schema.properties.version.const).toBe(reportVersion);
    expect(["read", ...effect.enum]).toEqual(safeties);
    expect(verdict.enum).toEqual(verdicts);
    expect(tally.required).toEqual(verdicts);
    expect(result.properties.transcript.maxItems).toBe(maxTranscriptExchanges);
    expect(checks.filter(({ level }) => !result.properties.level.enum.includes(level))).toEqual([]);
  });

  it("is a part of the package", () => {
    const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
    expect(manifest.exports["./report.schema.json"]).toBe("./report.schema.json");
    expect(manifest.files).toContain("report.schema.json");
  });
});
