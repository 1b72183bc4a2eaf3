import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Check,
  checks,
  type Effect,
  type HttpWire,
  type RunEvent,
  runConformance,
  verdicts,
} from "@thingwright/conformance";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, describe, expect, it, vi } from "vitest";
import { perfectDescription, perfectPath, perfectScript } from "../../../selftest/http/perfect-thing.js";
import { type Answer, type Script, ScriptedThing } from "../../../selftest/http/scripted-thing.js";
import { outcome } from "../../../src/outcome.js";
import { abortGraceMs } from "../../../src/run/judge.js";

const folder = mkdtempSync(join(tmpdir(), "thingwright-conformance-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A Thing whose description is perfect and whose properties behave like this. */
const properties =
  (script: Script): Script =>
  (question, origin) =>
    (question.path.includes("/properties/") ? script : perfectScript(false))(question, origin);

describe("a run", () => {
  it.each<[string, Script]>([
    ["hangs", () => "hang"],
    ["hangs up", () => (response) => void response.socket?.destroy()],
    ["speaks another protocol", () => (response) => void response.socket?.end("220 lamp\r\n")],
    ["redirects for ever", ({ path }) => ({ status: 302, headers: { location: path } })],
    ["is not there", () => ({ status: 404 })],
    ["breaks down", () => ({ status: 500, body: "at Lamp.read (lamp.js:1:1)" })],
    ["answers nonsense", () => ({ status: 200, body: "[[[[" })],
    ["answers null", () => ({ status: 200, body: "null" })],
    ["lists nonsense", () => ({ status: 200, body: '[1, null, {"__proto__": {"title": 1}}]' })],
  ])("gives verdicts on a target that %s", async (_, script) => {
    for (const each of [script, properties(script)]) {
      await using thing = await ScriptedThing.start(each);
      const options = { timeoutMs: 2_000, limits: { requestTimeoutMs: 30 } };
      const report = await runConformance(`${thing.origin}${perfectPath}`, options);
      expect(report.things.length).toBeGreaterThan(0);
      for (const { results } of report.things) {
        expect(results.length).toBeGreaterThan(20);
        expect(results.filter(({ verdict }) => !verdicts.includes(verdict))).toEqual([]);
        expect(results.filter(({ actual }) => actual.includes("could not be carried out"))).toEqual([]);
      }
    }
  });

  it.each<[string, Script, string]>([
    ["hangs", () => "hang", "tool-error"],
    ["redirects", () => ({ status: 302, headers: { location: "/" } }), "inconclusive"],
    ["is overloaded", () => ({ status: 503 }), "inconclusive"],
  ])("does not call it a failure that a target %s", async (_, script, verdict) => {
    await using thing = await ScriptedThing.start(script);
    const report = await runConformance(`${thing.origin}/`, { limits: { requestTimeoutMs: 30 } });
    expect(report.tally).toMatchObject({ pass: 0, fail: 0, warn: 0 });
    expect(report.tally[verdict as "tool-error"]).toBeGreaterThan(0);
  });

  it("ends at its deadline, with a verdict on everything", async () => {
    await using thing = await ScriptedThing.start(properties(() => "hang"));
    const report = await runConformance(`${thing.origin}${perfectPath}`, { timeoutMs: 100 });
    expect(report.tally["tool-error"]).toBeGreaterThan(3);
    expect(report.durationMs).toBeLessThan(2_000);
  });

  it("ends when it is told to", async () => {
    const report = await runConformance("http://127.0.0.1:9/", { signal: AbortSignal.abort() });
    expect(report.tally).toMatchObject({ pass: 0, fail: 0, "tool-error": report.things[0]!.results.length });
  });

  it("is not held up by a pattern that takes for ever", async () => {
    await using thing = await ScriptedThing.start(({ path }, origin) => {
      const value = { type: "string", pattern: "^(a+)+$", forms: [{ href: `${origin}/value`, op: "readproperty" }] };
      const { title, securityDefinitions, security, "@context": context } = perfectDescription(origin, false);
      const description = { "@context": context, title, securityDefinitions, security, properties: { value } };
      const body = path === "/value" ? `"${"a".repeat(60)}!"` : JSON.stringify(description);
      return { status: 200, headers: { "content-type": "application/json" }, body };
    });
    const report = await runConformance(thing.origin, { only: "server-data-schema" });
    const [result] = report.things[0]!.results;
    expect(["fail", "inconclusive"]).toContain(result!.verdict);
    expect(result!.actual).toMatch(/longer than 1000 ms|pattern/);
  });

  it("ends at the first failure when that is enough", async () => {
    await using thing = await ScriptedThing.start(() => ({ status: 404 }));
    const report = await runConformance(`${thing.origin}/`, { failFast: true });
    expect(report).toMatchObject({ ended: "failure", tally: { fail: 1, pass: 0 } });
    expect(report.tally["tool-error"]).toBeGreaterThan(3);
  });

  it("does not wait for a check that never ends", async () => {
    vi.useFakeTimers();
    const stuck = { ...checks[0]!, run: () => new Promise<never>(() => {}) };
    const running = runConformance({} as ThingDescription, { checks: [stuck, checks[1]!], timeoutMs: 50 });
    await vi.advanceTimersByTimeAsync(50 + abortGraceMs);
    vi.useRealTimers();
    const report = await running;
    expect(report).toMatchObject({ ended: "deadline", tally: { "tool-error": 2 } });
  });

  it("calls a check that throws a tool-error, also when it asks whether it applies", async () => {
    const broken = (): never => {
      throw new TypeError("no");
    };
    const report = await runConformance({} as ThingDescription, {
      checks: [
        { ...checks[0]!, run: broken },
        { ...checks[1]!, appliesTo: broken },
      ],
    });
    const words = report.things[0]!.results.map(({ verdict, actual }) => [verdict, actual]);
    expect(words).toEqual(Array(2).fill(["tool-error", "the check could not be carried out: no"]));
  });

  it("does not run what is not allowed, and says so", async () => {
    const writing: Check = { ...checks[0]!, appliesTo: () => true, safety: "write" };
    const report = await runConformance({} as ThingDescription, { checks: [writing] });
    const [result] = report.things[0]!.results;
    expect(result).toMatchObject({ verdict: "inconclusive", actual: "not run: write is not allowed", safety: "write" });
  });

  it("puts back what a check changed when the run is ended in the middle of it", async () => {
    const controller = new AbortController();
    const restored: boolean[] = [];
    const writing: Check = {
      ...checks[0]!,
      safety: "write",
      appliesTo: () => true,
      async run({ ledger, signal }) {
        const restore = async (own: AbortSignal) => void restored.push(own.aborted) as undefined;
        ledger.enter({ safety: "write", effect: "sets it", restore });
        controller.abort();
        return outcome("inconclusive", "", String(signal.aborted));
      },
    };
    const events: RunEvent[] = [];
    const { signal } = controller;
    const observer = (event: RunEvent) => void events.push(event);
    const report = await runConformance({} as ThingDescription, {
      checks: [writing],
      allow: ["write"],
      signal,
      observer,
    });
    expect(restored).toEqual([false]);
    expect(report).toMatchObject({ ended: "interrupted", effects: ["sets it"], unrestored: [] });
    expect(events.map(({ kind }) => kind)).toEqual(["opened", "effect", "judged"]);
  });

  it("writes the old value back over HTTP when it is interrupted before the check could go on", async () => {
    const controller = new AbortController();
    let [value, reads] = ["40", 0];
    await using device = await ScriptedThing.start(({ method, body }): Answer | "hang" => {
      if (method === "PUT") value = body;
      if (method === "GET") reads += 1;
      if (value !== "41" || method === "PUT") return { status: 200, body: value };
      controller.abort();
      return "hang";
    });
    const put = (text: string) => ({ method: "PUT", url: device.origin, headers: [], body: Buffer.from(text) });
    const get = { method: "GET", url: device.origin, headers: [] };
    const writing: Check = {
      ...checks[0]!,
      safety: "write",
      appliesTo: () => true,
      async run({ http }) {
        const old = new TextDecoder().decode((await http.ask(get)).response?.body);
        const restore = async (own: HttpWire): Promise<string | undefined> => {
          await own.change(put(old), { safety: "write", effect: "sets it back" });
          const now = new TextDecoder().decode((await own.ask(get)).response?.body);
          return now === old ? undefined : `it is ${now} and was ${old}`;
        };
        await http.change(put("41"), { safety: "write", effect: "sets it to 41", restore });
        const { problem } = await http.ask(get);
        return outcome("tool-error", "41", problem?.message ?? "");
      },
    };
    const { signal } = controller;
    const report = await runConformance({} as ThingDescription, { checks: [writing], allow: ["write"], signal });
    expect([value, reads]).toEqual(["40", 3]);
    expect(report).toMatchObject({ ended: "interrupted", effects: ["sets it to 41"], unrestored: [] });
  });

  it("has another order for each seed, and the same report", async () => {
    const orders: string[][] = [];
    for (const seed of [1, 1, 2]) {
      const order: string[] = [];
      const observer = (event: RunEvent) => void (event.kind === "judged" && order.push(event.result.id));
      const report = await runConformance({} as ThingDescription, { seed, observer });
      expect(report.things[0]!.results.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
      orders.push(order);
    }
    expect(orders[0]).toEqual(orders[1]);
    expect(orders[0]).not.toEqual(orders[2]);
  });

  it("says how often a Thing that is not the same each time did what", async () => {
    let times = 0;
    const odd: Check = {
      ...checks[0]!,
      appliesTo: () => true,
      run: async () => outcome(++times === 2 ? "violated" : "holds", "", `${times}`),
    };
    const report = await runConformance({} as ThingDescription, { checks: [odd], repeats: 4 });
    expect(report).toMatchObject({ settings: { repeats: 4 }, tally: { fail: 1, pass: 0 } });
    expect(report.things[0]!.results[0]).toMatchObject({ verdict: "fail", actual: "2", given: { fail: 1, pass: 3 } });
  });

  it("judges every Thing of a listing", async () => {
    await using thing = await ScriptedThing.start((question, origin) => {
      const [one, two] = [
        perfectDescription(origin, false),
        { ...perfectDescription(origin, true), title: "Other lamp" },
      ];
      const listing = {
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify([one, two]),
      };
      return question.path === "/things" ? listing : perfectScript(true)(question, origin);
    });
    const report = await runConformance(`${thing.origin}/things`);
    expect(report.things.map(({ title }) => title)).toEqual(["Perfect lamp", "Other lamp"]);
    expect(report.tally).toMatchObject({ fail: 0, warn: 0, "tool-error": 0 });
    expect(report.tally.pass).toBeGreaterThan(20);
    expect(report.omittedThings).toBe(0);
  });

  it("says how many Things of a long listing it left out", async () => {
    await using thing = await ScriptedThing.start(() => ({ status: 200, body: JSON.stringify(Array(1_002).fill(0)) }));
    const report = await runConformance(thing.origin, { only: "td-json-open" });
    expect(report).toMatchObject({ omittedThings: 2 });
    expect(report.things).toHaveLength(1_000);
  });

  it("takes a file, and a Thing Description itself", async () => {
    await using thing = await ScriptedThing.start(perfectScript(false));
    const description = perfectDescription(thing.origin, false);
    const file = join(folder, "lamp.td.json");
    writeFileSync(file, JSON.stringify(description));
    const [fromFile, given] = [await runConformance(file), await runConformance(description)];
    for (const report of [fromFile, given]) expect(report.tally).toMatchObject({ fail: 0, warn: 0, "tool-error": 0 });
    expect(fromFile.tally.pass).toBe(given.tally.pass + 3); // the three that look at bytes
    expect(given.target).toBe(description.id);
  });

  it.each(["ftp://127.0.0.1/lamp", "http://[/", join(folder, "none.json")])("refuses the target %s", async (target) => {
    await expect(runConformance(target)).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("refuses a pattern that names no check, and a deadline that is none", async () => {
    await expect(runConformance("x", { only: "td-nonsense" })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(runConformance("x", { skip: "*" })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(runConformance("x", { allow: ["read" as Effect] })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(runConformance("x", { seed: 0.5 })).rejects.toMatchObject({ code: "WOT_RANGE" });
    await expect(runConformance("x", { timeoutMs: -1 })).rejects.toMatchObject({ code: "WOT_RANGE" });
  });
});
