import { MemoryNetwork, memoryClient, memoryServer } from "@thingwright/binding-memory";
import { fakeHost, recordingSink, settled } from "@thingwright/contract-tests";
import type { Emission, PreparedForm } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { compileUriTemplate, effectiveForms, type Operation, type ThingDescription } from "@thingwright/td";
import { describe, expect, it, vi } from "vitest";
import { type TheirExposedThing, type TheirServient, thingwright } from "../../../src/our-bindings/index.js";
import { streamed } from "../../support/scripted-plug-in.js";
import { TheirThing } from "../../support/their-thing.js";

const timeoutMs = 1_000;
const servient: TheirServient = { retrieveCredentials: () => undefined };

function setUp() {
  const network = new MemoryNetwork();
  const [host, thing] = [fakeHost(), new TheirThing()];
  const server = thingwright(memoryServer(network, { name: "house" }), { logger: host.logger });
  return { network, server, thing, log: host.log };
}

/** The Form that the server wrote into the Thing for an operation, prepared by a client. */
function formFor(network: MemoryNetwork, exposed: TheirExposedThing, operation: Operation): PreparedForm {
  const thing = {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: exposed.title,
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: "nosec_sc",
    properties: exposed.properties,
    actions: exposed.actions,
    forms: exposed.forms,
  } as unknown as ThingDescription;
  const all = [
    ...effectiveForms(thing, "property", "level"),
    ...effectiveForms(thing, "action", "fade"),
    ...effectiveForms(thing, "thing"),
  ];
  const form = all.find(({ op }) => op.includes(operation))!;
  const prepared = memoryClient(network).prepare({ thing, form, operation, href: compileUriTemplate(form.href) });
  if ("refused" in prepared) throw new Error(prepared.refused);
  return prepared;
}

const json = (value: unknown) => ({
  contentType: "application/json",
  body: new TextEncoder().encode(JSON.stringify(value)),
});

describe("a server of ours in their Servient", () => {
  it("writes Forms into the Thing, after those of other servers, and none about invocations", async () => {
    const { server, thing } = setUp();
    thing.properties.level!.forms = [{ href: "http://another/level" }];
    await server.start(servient);
    await server.expose(thing, {});
    expect(thing.properties.level?.forms?.map(({ href }) => href)).toEqual([
      "http://another/level",
      "memory://house/lamp/properties/level",
    ]);
    expect(thing.actions.fade?.forms?.map(({ op }) => op)).toEqual([["invokeaction"]]);
    expect(thing.uriVariables).toEqual({ names: { type: "string" } });
  });

  it("tells their core by which of the Forms a request came", async () => {
    const { network, server, thing } = setUp();
    thing.properties.level!.forms = [{ href: "http://another/level" }];
    await server.expose(thing, {});
    thing.properties.level!.forms!.shift();
    const reply = await formFor(network, thing, "readproperty").request({ timeoutMs });
    expect(Buffer.from(reply.body).toString()).toBe("42");
    expect(thing.asked).toEqual([`read level {"formIndex":0}`]);
  });

  it("starts by itself when it is added to a Servient that has Things", async () => {
    const { server, thing, log } = setUp();
    await server.expose(thing);
    expect(thing.properties.level?.forms).toHaveLength(1);
    expect(log).toEqual([]);
  });

  it("logs what fails then, as nobody waits for it", async () => {
    const { server, thing, log } = setUp();
    const secured = Object.assign(thing, { security: ["sc"], securityDefinitions: { sc: { scheme: "unheard-of" } } });
    await server.expose(secured);
    expect(log.map(({ message }) => message)).toEqual(["a Thing was not exposed"]);
    await expect(server.expose(secured, secured)).rejects.toMatchObject({ family: "UsageError" });
  });

  it("checks a value that is written before their core has it", async () => {
    const { network, server, thing } = setUp();
    await server.expose(thing, {});
    const form = formFor(network, thing, "writeproperty");
    const write = (value: unknown) => form.request({ timeoutMs, content: json(value) });
    await expect(write(101)).rejects.toMatchObject({ family: "RemoteError" });
    await expect(form.request({ timeoutMs, content: { ...json(1), contentType: "image/png" } })).rejects.toThrow();
    await write(99);
    expect(thing.asked).toEqual(["write level application/json 99"]);
  });

  it("sets several properties only when all are good", async () => {
    const { network, server, thing } = setUp();
    await server.expose(thing, {});
    const form = formFor(network, thing, "writemultipleproperties");
    await expect(form.request({ timeoutMs, content: json({ level: 5, unknown: 1 }) })).rejects.toThrow();
    expect(thing.asked).toEqual([]);
    await form.request({ timeoutMs, content: json({ level: 5 }) });
    expect(thing.asked).toEqual(["write level application/json 5"]);
  });

  it.each([
    ["a text", () => Promise.reject("no such lamp"), "WOT_INTERNAL"],
    ["an error of ours", () => Promise.reject(new RequestError("WOT_CONFLICT", "the fuse is out")), "WOT_CONFLICT"],
  ])("answers with a status when a handler fails with %s", async (_, read, status) => {
    const { network, server, thing } = setUp();
    thing.read = read as () => Promise<never>;
    await server.expose(thing, {});
    const asked = formFor(network, thing, "readproperty").request({ timeoutMs });
    await expect(asked).rejects.toMatchObject({ family: "RemoteError", status });
  });

  it("gives one stream of their core to all who observe", async () => {
    const { network, server, thing } = setUp();
    await server.expose(thing, {});
    const sinks = [recordingSink(), recordingSink()];
    const form = formFor(network, thing, "observeproperty");
    const [one] = await Promise.all(sinks.map((sink) => form.subscribe({ timeoutMs }, sink)));
    thing.emit(streamed("7"));
    await sinks[1]!.until(({ values }) => values.length === 1, "a value", 1_000);
    expect(sinks.map(({ values }) => values)).toEqual([[7], [7]]);
    await one!.stop();
    expect(thing.listeners.size).toBe(1);
    await server.destroy(thing.id);
    await settled();
    expect(thing.listeners.size).toBe(0);
    expect(sinks[1]!.calls.at(-1)?.kind).toBe("complete");
    expect(await server.destroy(thing.id)).toBe(false);
  });

  it("may observe while it is given the Thing, and hears values once its Forms are there", async () => {
    const [binding, thing, values] = [
      memoryServer(new MemoryNetwork(), { name: "house" }),
      new TheirThing(),
      [] as string[],
    ];
    const subscriber = {
      next: ({ content }: Emission) => values.push(Buffer.from(content.body).toString()),
      error: (error: Error) => values.push(error.message),
      complete: () => values.push("complete"),
    };
    const expose = binding.expose.bind(binding);
    binding.expose = async (hosted) => {
      await hosted.properties.get("level")?.observe({}, subscriber);
      return expose(hosted);
    };
    const server = thingwright(binding);
    await server.expose(thing, {});
    await settled();
    thing.emit(streamed("7"));
    await vi.waitFor(() => expect(values).toEqual(["7"]));
    await server.destroy(thing.id);
    expect([values, thing.listeners.size]).toEqual([["7", "complete"], 0]);
  });

  it("sees the terms that the Thing was produced with, and adds its links once", async () => {
    const [binding, thing] = [memoryServer(new MemoryNetwork(), { name: "house" }), new TheirThing()];
    const seen: unknown[] = [];
    const expose = binding.expose.bind(binding);
    binding.expose = async (hosted) => {
      const level = hosted.properties.get("level");
      seen.push(level?.declared("urn:v:qos", "observeproperty"), level?.declared("urn:v:qos", "readproperty"));
      return { ...(await expose(hosted)), links: [{ href: "memory://house/status", rel: "status" }] };
    };
    const server = thingwright(binding);
    const forms = [{ op: "observeproperty", "v:qos": "2" }];
    const template = { "@context": [{ v: "urn:v:" }], properties: { level: { forms } } };
    await server.expose(thing, template);
    await server.expose(thing, template);
    expect(seen.slice(0, 2)).toEqual(["2", undefined]);
    expect(thing.links).toEqual([{ href: "memory://house/status", rel: "status" }]);
  });

  it("reads all properties as one object", async () => {
    const { network, server, thing } = setUp();
    await server.expose(thing, {});
    const reply = await formFor(network, thing, "readallproperties").request({ timeoutMs });
    expect(JSON.parse(Buffer.from(reply.body).toString())).toEqual({ level: 42 });
  });
});
