import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { FakeClock, settled } from "@thingwright/contract-tests";
import { silent } from "@thingwright/contracts";
import { type ExposedThing, Servient } from "@thingwright/core";
import type { ThingDescription, ThingModel } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bridge, type BridgeOptions, bridge } from "../../../src/index.js";

const model = {
  "@context": [],
  "@type": "tm:ThingModel",
  title: "Button lamp",
  properties: { level: { type: "integer", minimum: 0, maximum: 100, observable: true } },
  actions: { blink: {} },
  events: { pressed: { data: { type: "integer" } } },
} as unknown as ThingModel;

const vendorInit = {
  title: "Maker's lamp",
  properties: { bri: { type: "integer", observable: true, "map:property": "level" } },
  actions: { flash: { "map:action": "blink" } },
  events: { press: { data: { type: "integer" }, "map:event": "pressed" } },
};

const network = memoryNetwork();
let clock: FakeClock;
let makers: Servient;
let house: Servient;
let warnings: unknown[];
let bridges: Bridge[];

beforeEach(async () => {
  clock = new FakeClock();
  warnings = [];
  bridges = [];
  makers = new Servient({ servers: [memoryServer(network, { name: "maker" })] });
  await makers.start();
  house = new Servient({ clients: [memoryClient(network)], servers: [memoryServer(network, { name: "house" })] });
  await house.start();
});

afterEach(async () => {
  await Promise.all(bridges.map((each) => each.stop()));
  await house.stop();
  await makers.stop();
});

/** A maker's device, and the bridge to it. */
async function bridged(
  title: string,
  limits: BridgeOptions["limits"] = {},
): Promise<{ maker: ExposedThing; thing: Bridge; level: () => unknown }> {
  const maker = makers.produce({ ...vendorInit, title } as never);
  maker.set("bri", 10);
  await maker.expose();
  const thing = await bridge(house, withTerms(maker.description), {
    as: model,
    id: `urn:example:${title}`,
    title,
    clock,
    limits,
    logger: { ...silent, warn: (message, context) => warnings.push([message, context]) },
  });
  bridges.push(thing);
  await settled();
  return { maker, thing, level: () => thing.device.read("level") };
}

/** Terms of the mapping stay in the description that a Servient serves. */
const withTerms = (description: ThingDescription): ThingDescription =>
  ({ ...description, properties: merged(description.properties, vendorInit.properties) }) as ThingDescription;

const merged = (one: object | undefined, other: Record<string, object>): object =>
  Object.fromEntries(Object.entries(one ?? {}).map(([name, value]) => [name, { ...other[name], ...value }]));

/** Everybody else is served as if nothing was. */
async function undisturbed({ maker, thing, level }: Awaited<ReturnType<typeof bridged>>): Promise<void> {
  maker.set("bri", 42);
  await settled();
  expect(level()).toBe(42);
  await thing.device.write("level", 43);
  expect(level()).toBe(43);
  expect(thing.device.losses).toEqual({ missedValues: 0, unreadableValues: 0, replacedWrites: 0, refusedRequests: 0 });
}

describe("a device that sends 10,000 values at once", () => {
  it("is heard at a bounded pace, has what it lost counted and told, and ends at its newest value", async () => {
    const [flooding, other] = [await bridged("flooding"), await bridged("other")];
    for (let value = 0; value < 10_000; value += 1) flooding.maker.set("bri", value % 101);
    await settled();
    await undisturbed(other);
    await clock.advance(10_000);
    const { missedValues } = flooding.thing.device.losses;
    expect(missedValues).toBeGreaterThan(9_000);
    expect(missedValues).toBeLessThan(10_000);
    expect(flooding.level()).toBe(9_999 % 101);
    expect(warnings).toEqual([
      ["a device sends more than is looked at", { source: "bri", missedValues: expect.any(Number) }],
    ]);
  });

  it("is told of again after a while only, with the sum", async () => {
    const { maker } = await bridged("flooding");
    const flood = async (): Promise<void> => {
      for (let value = 0; value < 1_000; value += 1) maker.set("bri", value % 101);
      await clock.advance(5_000);
    };
    for (let second = 0; second < 12; second += 1) await flood();
    expect(warnings.length).toBe(1);
    await flood();
    expect(warnings.length).toBe(2);
    expect(warnings[1]).toMatchObject([{}, { missedValues: expect.any(Number) }]);
  });

  it("keeps the newest events, and counts the others", async () => {
    const { maker, thing } = await bridged("flooding");
    const heard: unknown[] = [];
    const events = house.consume(thing.thing.description).subscribe("pressed", { maxQueued: 10_000 });
    void (async () => {
      for await (const data of events) heard.push(data);
    })();
    await events.ready;
    for (let press = 1; press <= 10_000; press += 1) maker.emitEvent("press", press);
    await clock.advance(10_000);
    expect(heard.at(-1)).toBe(10_000);
    expect(heard.length + thing.device.losses.missedValues).toBe(10_000);
    await events.return();
  });
});

describe("a device that lies", () => {
  it("is told of once, counted each time, and disturbs nobody", async () => {
    const [lying, other] = [await bridged("lying"), await bridged("other")];
    for (let round = 0; round < 100; round += 1) {
      lying.maker.set("bri", 1_000 + round);
      await settled();
    }
    await undisturbed(other);
    expect(lying.thing.device.losses.unreadableValues).toBe(100);
    expect(warnings).toEqual([["a vendor value could not be converted", expect.anything()]]);
    await expect(async () => lying.level()).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    lying.maker.set("bri", 5);
    await settled();
    expect(lying.level()).toBe(5);
  });
});

describe("a device that disappears while it is written to", () => {
  it("fails that write in its time, and disturbs nobody", async () => {
    const [going, other] = [await bridged("going", { timeoutMs: 50 }), await bridged("other")];
    going.maker.setPropertyWriteHandler("bri", () => new Promise(() => {}));
    const write = going.thing.device.write("level", 50);
    await settled();
    await undisturbed(other);
    await going.maker.destroy();
    await expect(write).rejects.toMatchObject({ family: expect.stringMatching(/^(RequestError|TimeoutError)$/) });
    await undisturbed(other);
  });
});

describe("a device that becomes another while it is used", () => {
  it("fails what is under way with a clear error, and lets the new one be offered at once", async () => {
    const [changing, other] = [await bridged("changing"), await bridged("other")];
    changing.maker.setPropertyWriteHandler("bri", () => new Promise(() => {}));
    const writes = [1, 2, 3].map((value) => changing.thing.device.write("level", value));
    await settled();
    await changing.thing.stop();
    for (const write of writes)
      await expect(write).rejects.toMatchObject({ family: expect.stringMatching(/^(RequestError|AbortError)$/) });
    const again = await bridge(house, withTerms(changing.maker.description), {
      as: model,
      id: "urn:example:changing",
      title: "changing",
      clock,
    });
    bridges.push(again);
    await settled();
    expect(again.device.read("level")).toBe(10);
    await undisturbed(other);
  });
});

describe("a device that is asked too much", () => {
  it("has what was refused counted", async () => {
    const { maker, thing } = await bridged("busy");
    let release = (): void => {};
    maker.setPropertyWriteHandler("bri", () => new Promise<void>((resolve) => (release = resolve)));
    const writes = Array.from({ length: 70 }, (_, index) => thing.device.write("level", index));
    const outcomes = Promise.allSettled(writes);
    for (let round = 0; round < 64; round += 1) {
      await settled();
      release();
    }
    expect((await outcomes).filter(({ status }) => status === "rejected")).toHaveLength(6);
    expect(thing.device.losses.refusedRequests).toBe(6);
  });
});
