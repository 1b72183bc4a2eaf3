import { MemoryNetwork, memoryClient, memoryServer } from "@thingwright/binding-memory";
import { settled } from "@thingwright/contract-tests";
import type { ServerBinding } from "@thingwright/contracts";
import { Servient, servientLimits } from "@thingwright/core";
import { tdMediaType } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { lampInit, pair } from "../support/lamp.js";
import { deferred, describedThing, json, scriptedBinding } from "../support/scripted-binding.js";

/** A server that notes what happens to it and starts when the test says. */
function scriptedServer(name: string, log: string[], start: () => Promise<void> = async () => {}): ServerBinding {
  return {
    manifest: memoryServer(new MemoryNetwork()).manifest,
    isPublic: false,
    async start() {
      log.push(`start ${name}`);
      await start();
    },
    addresses: () => [`memory://${name}`],
    expose: async () => ({ properties: new Map(), actions: new Map(), events: new Map(), thing: [] }),
    withdraw: async () => {},
    stop: async () => void log.push(`stop ${name}`),
    [Symbol.asyncDispose]: async () => {},
  };
}

describe("Servient", () => {
  it("starts its servers in order, once, and says where they are", async () => {
    const log: string[] = [];
    const gate = deferred();
    const servers = [scriptedServer("a", log, () => gate.promise), scriptedServer("b", log)];
    await using servient = new Servient({ servers });
    const starts = [servient.start(), servient.start()];
    await settled();
    expect(log).toEqual(["start a"]);
    gate.resolve();
    expect(await Promise.all(starts)).toEqual([servient.wot, servient.wot]);
    expect(await servient.start()).toBe(servient.wot);
    expect(log).toEqual(["start a", "start b"]);
    expect(servient.addresses()).toEqual(["memory://a", "memory://b"]);
  });

  it("stops those that started when one cannot, and may be started once more", async () => {
    const log: string[] = [];
    let fails = true;
    const flaky = scriptedServer("b", log, async () => {
      if (fails) throw new Error("taken");
    });
    await using servient = new Servient({ servers: [scriptedServer("a", log), flaky, scriptedServer("c", log)] });
    await expect(servient.start()).rejects.toThrow("taken");
    expect(log).toEqual(["start a", "start b", "stop a", "stop b"]);
    fails = false;
    await servient.start();
    expect(log.slice(4)).toEqual(["start a", "start b", "start c"]);
  });

  it("stops once, logs what does not stop, and does not start again", async () => {
    const log: string[] = [];
    const errors: unknown[] = [];
    const quiet = () => {};
    const logger = { debug: quiet, info: quiet, warn: quiet, error: (text: string) => void errors.push(text) };
    const stuck = { ...scriptedServer("b", log), stop: () => Promise.reject(new Error("stuck")) };
    const servient = new Servient({ servers: [scriptedServer("a", log), stuck], logger });
    await servient.start();
    await Promise.all([servient.stop(), servient.stop()]);
    await servient[Symbol.asyncDispose]();
    expect(log).toEqual(["start a", "start b", "stop a"]);
    expect(errors).toEqual(["a binding did not stop"]);
    await expect(servient.start()).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("that is stopped while it starts leaves no server running", async () => {
    const log: string[] = [];
    const gate = deferred();
    const servient = new Servient({
      servers: [scriptedServer("a", log, () => gate.promise), scriptedServer("b", log)],
    });
    const starting = servient.start().catch((error: unknown) => error);
    await settled();
    const stopping = servient.stop();
    gate.resolve();
    expect(await starting).toMatchObject({ code: "WOT_STATE" });
    await stopping;
    expect(log).toEqual(["start a", "stop a", "stop b"]);
  });

  it("may be stopped before it was started", async () => {
    const log: string[] = [];
    await new Servient({ servers: [scriptedServer("a", log)] }).stop();
    expect(log).toEqual(["stop a"]);
  });

  it("ends what runs on its Things when it stops", async () => {
    let signal: AbortSignal | undefined;
    const lamp = await pair(undefined, {}, (thing) => {
      thing.setActionHandler("fade", (_input, options) => {
        signal = options.signal;
        return new Promise(() => {});
      });
    });
    await lamp.consumed.start("fade", { to: 1 });
    const observation = lamp.consumed.observe("on");
    await observation.ready;
    const next = observation.next();
    await lamp.servient.stop();
    expect(signal?.aborted).toBe(true);
    expect((await next).done).toBe(true);
  });

  it("offers only content types that it has a codec for", () => {
    expect(() => new Servient({ contentTypes: [] })).toThrow(/at least one/);
    expect(() => new Servient({ contentTypes: ["application/x-unknown"] })).toThrow(/no codec/);
  });

  it("takes Thing Descriptions as objects, text and bytes, within its limits", () => {
    const td = describedThing({});
    const text = JSON.stringify(td);
    const servient = new Servient({ limits: { maxDescriptionBytes: text.length } });
    for (const each of [td, text, new TextEncoder().encode(text)])
      expect(servient.consume(each).title).toBe("Scripted");
    expect(() => servient.consume(`${text} `)).toThrow(expect.objectContaining({ code: "WOT_TD_LIMIT" }));
    expect(() => servient.consume("{")).toThrow(expect.objectContaining({ code: "WOT_TD_SYNTAX" }));
    expect(() => servient.consume({} as never)).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID" }));
    expect(servientLimits.maxDescriptionBytes).toBe(4 * 1024 * 1024);
  });

  it("is not touched by what happens to a Thing Description after it was consumed, nor the other way round", async () => {
    const td = describedThing({ properties: { on: { type: "boolean", forms: [{ href: "script://a" }] } } });
    const { binding } = scriptedBinding({ request: () => true });
    const consumed = new Servient({ clients: [binding] }).consume(td);
    (td.properties as Record<string, unknown>).on = undefined;
    (consumed.getThingDescription() as { properties: object }).properties = {};
    expect(await consumed.read("on")).toBe(true);
  });

  it("fetches a Thing Description over whichever binding takes the URL", async () => {
    const td = describedThing({});
    const { binding, calls } = scriptedBinding({ request: () => json(td) });
    const servient = new Servient({ clients: [binding] });
    const { signal } = new AbortController();
    expect(await servient.requestThingDescription("script://host/{x}?a=b", { signal })).toEqual(td);
    expect(calls[0]).toMatchObject({ url: "script://host/%7Bx%7D?a=b", exchange: { signal } });
    expect(calls[0]?.request.form.contentType).toBe(tdMediaType);
    await expect(servient.requestThingDescription("other://host")).rejects.toMatchObject({ code: "WOT_NO_FORM" });
    await expect(servient.requestThingDescription("no url")).rejects.toMatchObject({ code: "WOT_NO_FORM" });
  });

  it("refuses a Thing Description that is none", async () => {
    const answers = [{ title: "x" }, "text", undefined];
    const { binding } = scriptedBinding({ request: () => answers.shift() });
    const servient = new Servient({ clients: [binding] });
    for (const code of ["WOT_TD_INVALID", "WOT_TD_INVALID", "WOT_TD_SYNTAX"]) {
      await expect(servient.requestThingDescription("script://a")).rejects.toMatchObject({ code });
    }
  });

  it("tells Things of one model apart: they share their plans and nothing else", async () => {
    const network = new MemoryNetwork();
    await using servient = new Servient({
      clients: [memoryClient(network)],
      servers: [memoryServer(network, { name: "home" })],
    });
    await servient.start();
    const exposed = [servient.produce(lampInit), servient.produce(lampInit)] as const;
    await Promise.all(exposed.map((thing) => thing.expose()));
    exposed[0].setPropertyReadHandler("on", () => true);
    const [one, two] = exposed.map((thing) => servient.consume(thing.description)) as [never, never] as unknown as [
      ReturnType<Servient["consume"]>,
      ReturnType<Servient["consume"]>,
    ];
    await using observation = two.observe("brightness");
    await observation.ready;
    await one.write("brightness", 1);
    await two.write("brightness", 2);
    expect((await observation.next()).value).toBe(2);
    expect([await one.read("brightness"), await two.read("brightness")]).toEqual([1, 2]);
    expect([await one.read("on"), await two.read("on")]).toEqual([true, false]);
    await exposed[0].destroy();
    await expect(one.read("on")).rejects.toThrow();
    expect(await two.read("on")).toBe(false);
  });
});
