import { readFileSync } from "node:fs";
import { jsonReport, type Report, runConformance, terminalReport } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { faults, faultyScript } from "../support/faults.js";
import { perfectDescription, perfectPath } from "../support/perfect-thing.js";
import { type Script, ScriptedThing } from "../support/scripted-thing.js";

async function reportOn(script: Script): Promise<Report> {
  await using thing = await ScriptedThing.start(script);
  return await runConformance(`${thing.origin}${perfectPath}`, { now: () => 0 });
}

const belowMinimum = faults.find(({ caughtBy }) => caughtBy === "server-data-schema")!;

describe("a report", () => {
  it("has requirement, expected, actual, transcript and a command for what fails", async () => {
    const { things, ...report } = await reportOn(faultyScript(belowMinimum));
    expect(report).toMatchObject({ version: 1, startedAt: "1970-01-01T00:00:00.000Z", tally: { fail: 1 } });
    const result = things[0]!.results.find(({ verdict }) => verdict === "fail")!;
    expect(result).toMatchObject({ id: "server-data-schema", level: "MUST", specification: "td11" });
    expect(result.actual).toContain("/properties/brightness/forms/0");
    expect(result.transcript[0]).toMatchObject({
      request: { method: "GET" },
      response: { status: 200, body: "-9", bodyEncoding: "utf-8", bodyBytes: 2, truncated: false },
    });
    expect(result.reproduce).toMatch(/^curl .*--header 'Accept: application\/json' 'http:.*\/properties\/brightness'$/);
  });

  it("is the same after its way through JSON", async () => {
    const report = await reportOn(faultyScript(belowMinimum));
    expect(JSON.parse(jsonReport(report))).toEqual(report);
    expect(jsonReport(report).split("\n")).toHaveLength(2);
  });

  it("names the version of the package", async () => {
    const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect((await reportOn(() => ({ status: 404 }))).tool).toEqual({ name: manifest.name, version: manifest.version });
  });

  it("cuts long bodies and keeps others as base64", async () => {
    const long = await reportOn(() => ({ status: 200, body: "ä".repeat(2_000) }));
    const { response } = long.things[0]!.results.find(({ id }) => id === "td-json-open")!.transcript[0]!;
    expect(response).toMatchObject({
      bodyBytes: 4_000,
      truncated: true,
      bodyEncoding: "utf-8",
      body: "ä".repeat(1_024),
    });
    const binary = await reportOn(() => ({ status: 200, body: Uint8Array.of(255, 0) }));
    const [first] = binary.things[0]!.results[0]!.transcript;
    expect(first!.response).toMatchObject({ body: "/wA=", bodyEncoding: "base64" });
  });
});

describe("a transcript", () => {
  it("cuts long fields, and stops after many", async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`x-${index}`, "x".repeat(300)]));
    const report = await reportOn(() => ({ status: 404, headers: many }));
    const { headers } = report.things[0]!.results[0]!.transcript[0]!.response!;
    expect(headers).toHaveLength(40);
    expect(headers[0]).toEqual(["x-0", `${"x".repeat(256)}…`]);
  });
});

describe("a report for a person", () => {
  it("explains what fails, names what passes, and counts", async () => {
    const text = terminalReport(await reportOn(faultyScript(belowMinimum)));
    expect(text).toMatch(/^Perfect lamp \(urn:uuid:/);
    expect(text).toMatch(/\n {2}pass {10}td-json-open\n/);
    expect(text).toMatch(/\n {2}fail {10}server-data-schema\n +MUST: .*\n +actual: .*\n +reproduce: curl/);
    expect(text).toMatch(/\n\d+ pass, 1 fail, .*not-claimed in 0\.0 s\n$/);
  });

  it("lets no Thing command the terminal", async () => {
    await using thing = await ScriptedThing.start((_, origin) => {
      const description = { ...perfectDescription(origin, false), title: "\u001b[2Jlamp\u202e\u0007" };
      return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(description) };
    });
    const text = terminalReport(await runConformance(thing.origin));
    expect(text).toContain("\\u001b[2Jlamp\\u202e\\u0007");
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
