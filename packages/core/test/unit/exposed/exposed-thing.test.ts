import { MemoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { Servient } from "@thingwright/core";
import { ThingDescriptionError } from "@thingwright/errors";
import { validateThingDescription } from "@thingwright/td";
import { describe, expect, it, vi } from "vitest";
import { lampInit, pair } from "../../support/lamp.js";

describe("ExposedThing", () => {
  it("has a Thing Description that is valid and complete", async () => {
    await using lamp = await pair();
    const { description } = lamp.exposed;
    expect(validateThingDescription(description).filter(({ level }) => level === "error")).toEqual([]);
    expect(description.id).toMatch(/^urn:uuid:/);
    expect(description.security).toBe("nosec_sc");
    for (const property of Object.values(description.properties ?? {}))
      expect(property.forms.length).toBeGreaterThan(0);
  });

  it("changes nothing in what it was produced from", async () => {
    const init = structuredClone(lampInit);
    await using lamp = await pair(init);
    await lamp.consumed.write("brightness", 3);
    expect(init).toEqual(lampInit);
  });

  it("keeps its state to itself, however many are made from one model", async () => {
    await using servient = new Servient({ servers: [memoryServer(new MemoryNetwork(), { name: "a" })] });
    await servient.start();
    const [one, two] = [servient.produce(lampInit), servient.produce(lampInit)];
    one.set("brightness", 1);
    await Promise.all([one.expose(), two.expose()]);
    expect(one.id).not.toBe(two.id);
    const hrefs = [one, two].map((thing) => thing.description.properties?.on?.forms[0]?.href);
    expect(hrefs[0]).not.toBe(hrefs[1]);
  });

  it("is refused when the document is not one", () => {
    const servient = new Servient();
    const produce = (init: unknown) => () => servient.produce(init as never);
    expect(produce({})).toThrow(ThingDescriptionError);
    expect(produce(null)).toThrow(ThingDescriptionError);
    expect(produce({ title: "x", properties: { p: { type: "nonsense" } } })).toThrow(/properties\/p/);
    expect(produce({ title: "x", "@type": "tm:ThingModel" })).toThrow(/instantiate/);
  });

  it("is not exposed unsecured on a public server unless that is asked for", async () => {
    const network = new MemoryNetwork();
    const server = memoryServer(network, { name: "street" });
    Object.defineProperty(server, "isPublic", { value: true });
    await using servient = new Servient({ servers: [server] });
    await servient.start();
    await expect(servient.produce(lampInit).expose()).rejects.toMatchObject({ code: "WOT_INSECURE_EXPOSE" });
    await using daring = new Servient({ servers: [server], allowInsecure: true });
    await daring.produce(lampInit).expose();
  });

  it("answers with an internal error when its own value breaks its schema", async () => {
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setPropertyReadHandler("brightness", () => "dim");
    });
    await expect(lamp.consumed.read("brightness")).rejects.toMatchObject({ problem: { status: 500 } });
  });

  it("has no value for a property that nothing gave one", async () => {
    await using lamp = await pair();
    await expect(lamp.consumed.read("unset")).rejects.toThrow(/no value yet/);
  });

  it("knows its own affordances only", async () => {
    await using lamp = await pair();
    expect(() => lamp.exposed.setPropertyReadHandler("__proto__", () => 1)).toThrow(/no property "__proto__"/);
    expect(() => lamp.exposed.emitEvent("nothing")).toThrow(/no event "nothing"/);
    expect(() => lamp.exposed.emitEvent("overheated", "hot")).toThrow(/number/);
  });

  it("refuses a subscription that its handler refuses", async () => {
    await using lamp = await pair(undefined, {}, (thing) => {
      thing.setEventSubscribeHandler("overheated", () => {
        throw new Error("not today");
      });
    });
    await expect(lamp.consumed.subscribe("overheated").ready).rejects.toMatchObject({ problem: { status: 500 } });
  });

  it("is offered once however often and at once it is exposed, and is gone after destroy", async () => {
    const network = new MemoryNetwork();
    await using servient = new Servient({ servers: [memoryServer(network, { name: "a" })] });
    await servient.start();
    const thing = servient.produce(lampInit);
    await Promise.all([thing.expose(), thing.expose()]);
    const forms = thing.description.properties?.on?.forms;
    await Promise.all([thing.expose(), thing.destroy(), thing.expose()]);
    expect(thing.description.properties?.on?.forms).toEqual(forms);
    const twin = servient.produce({ ...lampInit, id: thing.id });
    await expect(twin.expose()).rejects.toMatchObject({ code: "WOT_STATE" });
    await thing.destroy();
    await twin.expose();
  });

  it("takes content in the types that it offers only", async () => {
    const server = memoryServer(new MemoryNetwork(), { name: "a" });
    const expose = vi.spyOn(server, "expose");
    await using servient = new Servient({ servers: [server] });
    await servient.start();
    await servient.produce(lampInit).expose();
    const property = expose.mock.calls[0]?.[0].properties.get("brightness");
    const write = (contentType: string) => property?.write({ content: { contentType, body: Buffer.from("51") } });
    expect(() => write("image/png")).toThrow(/"image\/png" is not taken here/);
    expect(() => write("application/cbor")).toThrow(/application\/cbor/);
    expect(() => write("Application/JSON; charset=utf-8")).not.toThrow();
  });
});
