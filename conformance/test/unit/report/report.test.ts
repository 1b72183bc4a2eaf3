import { readFileSync } from "node:fs";
import { jsonReport, type Report, runConformance, type TranscriptLine, terminalReport } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { faults } from "../../../selftest/faults.js";
import { perfectDescription, perfectPath } from "../../../selftest/http/perfect-thing.js";
import { type Script, ScriptedThing } from "../../../selftest/http/scripted-thing.js";
import { tallyOf } from "../../../src/verdict.js";

async function reportOn(script: Script): Promise<Report> {
  await using thing = await ScriptedThing.start(script);
  return await runConformance(`${thing.origin}${perfectPath}`, { now: () => 0 });
}

async function reportOnBelowMinimum(): Promise<Report> {
  await using running = await faults.find(({ caughtBy }) => caughtBy === "server-data-schema")!.start();
  return await runConformance(running.target, { now: () => 0 });
}

/** What was received in the first exchange of the first result. */
function receivedIn({ things }: Report): TranscriptLine {
  return things[0]!.results[0]!.transcript[0]!.transcript.find(({ direction }) => direction === "received")!;
}

const bodyIn = (report: Report) => receivedIn(report).body;

describe("a report", () => {
  it("has requirement, expected, actual, transcript and a command for what fails", async () => {
    const { things, ...report } = await reportOnBelowMinimum();
    expect(report).toMatchObject({ version: 2, startedAt: "1970-01-01T00:00:00.000Z", tally: { fail: 1 } });
    const result = things[0]!.results.find(({ verdict }) => verdict === "fail")!;
    expect(result).toMatchObject({ id: "server-data-schema", level: "MUST", specification: "td11" });
    expect(result.actual).toContain("/properties/brightness/forms/0");
    expect(result.transcript[0]).toMatchObject({
      wire: "http",
      transcript: [
        {
          direction: "sent",
          text: expect.stringMatching(/^GET http:.*\/properties\/brightness\nAccept: application\/json$/),
        },
        { direction: "received", body: { text: "-9", encoding: "utf-8", bytes: 2, truncated: false } },
      ],
      replay: { method: "GET" },
    });
    expect(result.reproduce).toMatch(/^curl .*--header 'Accept: application\/json' 'http:.*\/properties\/brightness'$/);
  });

  it("is the same after its way through JSON", async () => {
    const report = await reportOnBelowMinimum();
    expect(JSON.parse(jsonReport(report))).toEqual(report);
    expect(jsonReport(report).split("\n")).toHaveLength(2);
  });

  it("names the version of the package", async () => {
    const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
    expect((await reportOn(() => ({ status: 404 }))).tool).toEqual({ name: manifest.name, version: manifest.version });
  });

  it("cuts long bodies and keeps others as base64", async () => {
    const long = await reportOn(() => ({ status: 200, body: "ä".repeat(2_000) }));
    expect(bodyIn(long)).toEqual({ bytes: 4_000, truncated: true, encoding: "utf-8", text: "ä".repeat(1_024) });
    const binary = await reportOn(() => ({ status: 200, body: Uint8Array.of(255, 0) }));
    expect(bodyIn(binary)).toMatchObject({ text: "/wA=", encoding: "base64" });
  });
});

describe("a transcript", () => {
  it("cuts long fields, and stops after many", async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`x-${index}`, "x".repeat(300)]));
    const report = await reportOn(() => ({ status: 404, headers: many }));
    const lines = receivedIn(report).text.split("\n");
    expect(lines).toHaveLength(1 + 40 + 1);
    expect(lines[1]).toBe(`x-0: ${"x".repeat(256)}…`);
    expect(lines.at(-1)).toMatch(/^\(\d+ more fields\)$/);
  });
});

describe("a report for a person", () => {
  it("explains what fails, says why the rest is open, and counts", async () => {
    const text = terminalReport(await reportOnBelowMinimum());
    expect(text).toMatch(/^Perfect lamp urn:uuid:/);
    expect(text).toMatch(
      /\n {2}fail {10}server-data-schema \(MUST, WoT Thing Description 1\.1 §behavior-data\)\n {16}What .*\n +actual: .*\n +curl /,
    );
    expect(text).not.toContain("td-json-open");
    expect(text).toMatch(/\n\d+ pass, 1 fail, .*not-claimed in 0\.0 s\n$/);
  });

  it("has colours where they are taken, and says the same without", async () => {
    const report = await reportOnBelowMinimum();
    const coloured = terminalReport(report, true);
    expect(coloured).toContain("\u001b[31mfail        \u001b[0m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(terminalReport(report));
  });

  it("has one line for each of several Things, and explains what they have in common once", async () => {
    const report = await reportOnBelowMinimum();
    const [thing] = report.things;
    const fine = { ...thing!, title: "Fine", results: [], tally: tallyOf(["pass"]) };
    const others = ["Two", "Three", "Four"].map((title) => ({ ...thing!, title }));
    const text = terminalReport({ ...report, things: [thing!, fine, ...others] });
    expect(text).toMatch(/^Perfect lamp urn:\S+ {2}\d+ pass, 1 fail.*\nFine urn:\S+ {10}1 pass\nTwo urn:/);
    expect(text.match(/ fail {10}server-data-schema/g)).toHaveLength(1);
    expect(text).toContain("on 4 Things: Perfect lamp, Two, Three …\n");
    expect(text).toMatch(/\n5 Things of http:\S+: \d+ pass, 1 fail/);
  });

  it("names what could not be put back, and what ended the run", async () => {
    const report = await reportOnBelowMinimum();
    const unrestored = [{ effect: "sets a to 41", why: "gone" }];
    const text = terminalReport({ ...report, effects: ["sets a to 41"], unrestored, ended: "interrupted" });
    expect(text).toContain(
      "changes: 1 made, 1 not put back\nnot put back: sets a to 41: gone\nthe run was interrupted\n",
    );
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
