import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type ExposedThing, Servient } from "@thingwright/core";
import { RequestError } from "@thingwright/errors";
import { type ThingDescription, validateThingDescription } from "@thingwright/td";
import { thingModel } from "@thingwright/thing-descriptions";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bridge, bridge } from "../../../src/index.js";

/** A lamp with a maker's own idea of a lamp. */
const vendorInit = {
  title: "Maker's lamp",
  properties: {
    bri: { type: "integer", minimum: 1, maximum: 254, observable: true, "map:property": "brightness" },
    power: { type: "boolean", observable: true, "map:property": "on" },
    mired: { type: "integer", minimum: 153, maximum: 454, "map:property": "colorTemperature" },
  },
  actions: { blink: { "map:action": "identify" } },
} as const;

const conversions: Record<string, object> = {
  bri: { "map:range": { "map:vendor": [0, 254], "map:model": [0, 100] } },
  mired: { "map:unit": "unit:PER-MegaK", "map:pollMs": 60_000 },
};

const network = memoryNetwork();
let makers: Servient;
let lamp: ExposedThing;
let house: Servient;
let bridged: Bridge | undefined;
let blinks: number;

beforeEach(async () => {
  makers = new Servient({ servers: [memoryServer(network, { name: "maker" })] });
  await makers.start();
  lamp = makers.produce(vendorInit as never);
  blinks = 0;
  lamp.setActionHandler("blink", () => {
    blinks += 1;
  });
  lamp.set("bri", 127);
  lamp.set("power", true);
  lamp.set("mired", 250);
  await lamp.expose();
  house = new Servient({ clients: [memoryClient(network)], servers: [memoryServer(network, { name: "house" })] });
  await house.start();
});

afterEach(async () => {
  await bridged?.stop();
  bridged = undefined;
  await house.stop();
  await makers.stop();
});

/** The lamp's description with the mapping written into it, as an integrator would. */
function southbound(): ThingDescription {
  const description = structuredClone(lamp.description) as unknown as Record<string, Record<string, object>>;
  for (const [name, terms] of Object.entries(conversions)) Object.assign(description.properties![name]!, terms);
  return description as unknown as ThingDescription;
}

const open = async (description = southbound()): Promise<Bridge> => {
  bridged = await bridge(house, description, {
    as: await thingModel("tunable-white-light"),
    id: "urn:example:lamp",
    title: "Desk",
  });
  return bridged;
};

const consumer = (thing: Bridge) => {
  const client = new Servient({ clients: [memoryClient(network)] });
  return client.consume(thing.thing.description);
};

describe("bridge()", () => {
  it("offers a valid Thing of the model, without what the device lacks", async () => {
    const { thing } = await open();
    expect(validateThingDescription(thing.description)).toEqual([]);
    expect(thing.description).toMatchObject({ id: "urn:example:lamp", title: "Desk" });
    expect(Object.keys(thing.description.properties ?? {})).toEqual(["on", "brightness", "colorTemperature"]);
    expect(Object.keys(thing.description.actions ?? {})).toEqual(["identify"]);
    expect(JSON.stringify(thing.description)).not.toMatch(/maker|map:/);
  });

  it("says what the device's own limits are", async () => {
    const { thing } = await open();
    expect(thing.description.properties?.colorTemperature).toMatchObject({ minimum: 2203, maximum: 6536 });
  });

  it("reads, writes and invokes in the model's values", async () => {
    const client = consumer(await open());
    expect(await client.read("brightness")).toBe(50);
    expect(await client.read("colorTemperature")).toBe(4000);
    await client.write("brightness", 100);
    await client.write("colorTemperature", 2500);
    await client.invoke("identify");
    expect(await client.read("brightness")).toBe(100);
    const vendor = new Servient({ clients: [memoryClient(network)] }).consume(lamp.description);
    expect([await vendor.read("bri"), await vendor.read("mired"), blinks]).toEqual([254, 400, 1]);
  });

  it("passes changes on to those who observe", async () => {
    const client = consumer(await open());
    expect(await client.read("brightness")).toBe(50);
    const observation = client.observe<number>("brightness");
    await observation.ready;
    lamp.set("bri", 64);
    for await (const value of observation) {
      if (value === 50) continue;
      expect(value).toBe(25);
      break;
    }
  });

  it("refuses a value beyond the model before the device hears of it", async () => {
    const client = consumer(await open());
    await expect(client.write("brightness", 101)).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("answers WOT_UNAVAILABLE while the device is away, and the Thing stays", async () => {
    const client = consumer(await open());
    expect(await client.read("brightness")).toBe(50);
    network.cut("maker");
    await expect(client.read("brightness")).rejects.toMatchObject({
      code: "WOT_REMOTE",
      problem: { status: 503, code: "WOT_UNAVAILABLE" },
    });
    await expect(client.write("brightness", 10)).rejects.toMatchObject({ problem: { status: 503 } });
    network.mend("maker");
    expect(await client.read("brightness")).toBe(50);
  });

  it("starts while the device is away", async () => {
    const description = southbound();
    network.cut("maker");
    const client = consumer(await open(description));
    await expect(client.read("on")).rejects.toMatchObject({ problem: { status: 503 } });
    network.mend("maker");
    expect(await client.read("on")).toBe(true);
  });

  it("passes the device's own refusal on as a bad gateway", async () => {
    lamp.setPropertyWriteHandler("bri", () => {
      throw new RequestError("WOT_CONFLICT", "child lock");
    });
    const client = consumer(await open());
    await expect(client.write("brightness", 10)).rejects.toMatchObject({ problem: { status: 502 } });
    expect(await client.read("brightness")).toBe(50);
  });

  it("refuses a mapping that lacks what the model requires", async () => {
    const description = southbound() as unknown as { properties: Record<string, unknown> };
    delete description.properties.power;
    await expect(open(description as never)).rejects.toMatchObject({ code: "WOT_MAPPING", pointer: "/properties/on" });
  });

  it("takes the Thing back when it is stopped", async () => {
    const running = await open();
    const client = consumer(running);
    await running.stop();
    await running.stop();
    await expect(client.read("brightness")).rejects.toMatchObject({ code: expect.stringMatching(/^WOT_/) });
  });

  it("leaves the southbound description as it was", async () => {
    const description = southbound();
    const before = structuredClone(description);
    await open(description);
    expect(description).toEqual(before);
  });
});
