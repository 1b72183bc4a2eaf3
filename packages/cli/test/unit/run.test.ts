import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { httpServer } from "@thingwright/binding-http";
import { run } from "@thingwright/cli";
import { type ExposedThing, Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const servient = new Servient({ servers: [httpServer({ port: 0 })] });
let thing: ExposedThing;
let url: string;
const folder = mkdtempSync(join(tmpdir(), "thingwright-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  await servient.start();
  thing = servient.produce({
    title: "Lamp",
    properties: {
      brightness: { type: "integer", minimum: 0, maximum: 100, default: 50, observable: true },
      history: {
        type: "array",
        items: { type: "integer" },
        readOnly: true,
        uriVariables: { days: { type: "integer" } },
      },
    },
    actions: { add: { input: { type: "array", items: { type: "integer" } }, output: { type: "integer" } }, hum: {} },
    events: { alarm: { data: { type: "string" } } },
  });
  thing.setPropertyReadHandler("history", ({ uriVariables }) => [uriVariables?.days]);
  thing.setActionHandler("add", async (input) => ((await input.value()) as number[]).reduce((a, b) => a + b, 0));
  thing.setActionHandler("hum", () => undefined);
  await thing.expose();
  url = `${servient.addresses()[0]}/lamp`;
});

afterAll(() => servient.stop());

/** Runs a command line and collects what it says. */
async function said(...args: string[]): Promise<{ code: number; out: string; err: string; interrupt(): void }> {
  const terminal = { out: "", err: "", interrupt: () => {} };
  const code = await run(args, {
    out: (text) => {
      terminal.out += text;
    },
    err: (text) => {
      terminal.err += text;
    },
    interrupted: (listener) => {
      terminal.interrupt = listener;
    },
  });
  return { code, ...terminal };
}

describe("thingwright", () => {
  it("reads a property", async () => {
    expect(await said("read", url, "brightness")).toMatchObject({ code: 0, out: "50\n" });
    expect(await said("read", url, "history", "--var", "days=3", "--json")).toMatchObject({ code: 0, out: "[3]\n" });
  });

  it("writes a property", async () => {
    expect(await said("write", url, "brightness", "70")).toMatchObject({ code: 0, out: "" });
    expect(await said("read", url, "brightness")).toMatchObject({ out: "70\n" });
  });

  it("invokes an action", async () => {
    expect(await said("invoke", url, "add", "[1,2,3]")).toMatchObject({ code: 0, out: "6\n" });
    expect(await said("invoke", url, "hum", "--json")).toMatchObject({ code: 0, out: "null\n" });
  });

  it("prints what it observes until it has seen enough", async () => {
    let value = 0;
    const changing = setInterval(() => thing.set("brightness", ++value % 100), 5);
    const result = await said("observe", url, "brightness", "--count", "2");
    clearInterval(changing);
    expect(result.code).toBe(0);
    expect(result.out.trim().split("\n")).toHaveLength(2);
  });

  it("says what is wrong with a value, and fails", async () => {
    const result = await said("write", url, "brightness", "bright");
    expect(result).toMatchObject({ code: 1, out: "" });
    expect(result.err).toMatch(/integer/);
  });

  it("says which names there are when one is misspelt", async () => {
    const result = await said("read", url, "brightnes");
    expect(result.code).toBe(2);
    expect(result.err).toContain('"brightness"');
  });

  it("says so in JSON when asked", async () => {
    const result = await said("read", url, "brightnes", "--json");
    expect(JSON.parse(result.err)).toMatchObject({ error: { code: "WOT_UNKNOWN_AFFORDANCE" } });
  });

  it("fails when the Thing cannot be reached", async () => {
    const result = await said("read", "http://127.0.0.1:1/thing", "x");
    expect(result.code).toBe(1);
    expect(result.err).toMatch(/^error: /);
  });

  it("fails with its usage when called wrongly", async () => {
    expect((await said("read")).code).toBe(2);
    expect((await said("nonsense")).code).toBe(2);
    expect((await said("start", "--http-port", "99999")).code).toBe(2);
    expect((await said("start", "--cors", "http://localhost:8000/page")).code).toBe(2);
    expect((await said("read", "no-such-file.json", "x")).code).toBe(2);
    expect((await said("observe", url, "brightness", "--count", "0")).code).toBe(2);
    expect((await said("--help")).code).toBe(0);
    expect((await said("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("says in JSON what is wrong with the arguments when asked", async () => {
    for (const args of [
      ["start", "--nope", "--json"],
      ["read", "--json"],
    ]) {
      const { code, err } = await said(...args);
      expect(code).toBe(2);
      expect(JSON.parse(err)).toMatchObject({ error: { code: "WOT_ARGUMENT" } });
    }
  });

  /** The Thing's description as it could be given to others: it says its language, and no address of this machine. */
  function published(): object {
    const text = JSON.stringify(thing.description).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "https://lamp.example");
    const { "@context": context, ...rest } = JSON.parse(text) as { readonly "@context": string | readonly unknown[] };
    return { "@context": [context, { "@language": "en" }].flat(), ...rest };
  }

  it("judges Thing Descriptions", async () => {
    const [good, bad, broken] = ["good", "bad", "broken"].map((name) => join(folder, `${name}.td.json`)) as [
      string,
      string,
      string,
    ];
    writeFileSync(good, JSON.stringify(published()));
    writeFileSync(bad, JSON.stringify({ ...published(), title: 7 }));
    writeFileSync(broken, "{");
    expect(await said("td", "validate", good)).toMatchObject({ code: 0, out: `${good}: valid\n` });
    const verdicts = await said("td", "validate", good, bad, broken, "--json");
    expect(verdicts.code).toBe(1);
    const [first, second, third] = JSON.parse(verdicts.out) as { verdict: string; findings: { pointer: string }[] }[];
    expect(first).toMatchObject({ verdict: "valid" });
    expect(second).toMatchObject({ verdict: "invalid" });
    expect(second?.findings[0]?.pointer).toBe("/title");
    expect(third).toMatchObject({ verdict: "invalid" });
    expect((await said("td", "validate", join(folder, "missing"))).code).toBe(2);
  });

  it("says what is wrong with documents in each format", async () => {
    const bad = join(folder, "format.td.json");
    writeFileSync(bad, JSON.stringify({ ...published(), security: "a<b" }));
    const json = await said("td", "validate", join(folder, "format.*.json"), "--format", "json");
    expect(json.code).toBe(1);
    const [row] = JSON.parse(json.out) as [{ file: string; findings: object[] }];
    expect(Object.keys(row)).toEqual(["file", "kind", "verdict", "findings"]);
    expect(row).toMatchObject({ file: bad, kind: "td", verdict: "invalid" });
    expect(Object.keys(row.findings[0]!)).toEqual(["level", "assertion", "pointer", "line", "column", "message"]);
    const { line, column } = row.findings[0] as { line: number; column: number };

    const github = await said("td", "validate", bad, "--format", "github");
    expect(github.out).toContain(`,line=${line},col=${column},title=td-vocab-security--Thing::/security names "a<b"`);
    const junit = await said("td", "validate", bad, "--format", "junit");
    expect(junit.out).toContain('<testsuites tests="1" failures="1">');
    expect(junit.out).toContain("/security names &quot;a&lt;b&quot;");
    const sarif = JSON.parse((await said("td", "validate", bad, "--format", "sarif")).out) as {
      runs: [{ results: [{ ruleId: string; level: string }] }];
    };
    expect(sarif.runs[0].results[0]).toMatchObject({ ruleId: "td-vocab-security--Thing", level: "error" });
    const human = await said("td", "validate", bad);
    expect(human.out).toContain(`${bad}:${line}:${column} error: /security names "a<b"`);
  });

  it("refuses a pattern without a file and a format that it does not have", async () => {
    expect((await said("td", "validate", join(folder, "none", "**", "*.jsonld"))).code).toBe(2);
    expect((await said("td", "validate", join(folder, "good.td.json"), "--format", "xml")).code).toBe(2);
  });
});
