import { Servient } from "@thingwright/core";
import type { ThingDescription, ThingModel } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { BridgedDevice, bridge, compileMapping, northboundInit } from "../../src/index.js";
import { FakeSouthbound, RecordingNorthbound, SteppedClock, settled } from "../fake-southbound.js";

const model = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  "@type": "tm:ThingModel",
  title: "Climate",
  properties: { temperature: { type: "number", readOnly: true }, humidity: { type: "number", readOnly: true } },
} as unknown as ThingModel;

const entry = (name: string): object => ({ "map:property": name, "map:pick": `/${name}`, "map:time": "/at" });
const south = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Vendor",
  securityDefinitions: { nosec: { scheme: "nosec" } },
  security: "nosec",
  properties: {
    state: {
      type: "object",
      readOnly: true,
      "map:serves": [entry("temperature"), entry("humidity")],
      forms: [{ href: "memory://vendor", op: ["observeproperty"] }],
    },
  },
} as unknown as ThingDescription;

/** What is known after the device has said `at`, at 14:00:00. */
async function timesAfter(...reports: object[]): Promise<Readonly<Record<string, string>>> {
  const clock = new SteppedClock();
  await clock.advance(Date.parse("2026-03-02T14:00:00Z"));
  const vendor = new FakeSouthbound();
  const device = new BridgedDevice(compileMapping(south, model), vendor, new RecordingNorthbound(), { clock });
  device.start();
  await settled();
  for (const report of reports) await vendor.push("state", report);
  await device.stop();
  return device.valueTimes;
}

describe("the time of a value", () => {
  it.each([
    ["2026-03-02T13:59:30+00:00", "2026-03-02T13:59:30.000Z"],
    [1_772_459_970, "2026-03-02T13:59:30.000Z"],
    [1_772_459_970_250, "2026-03-02T13:59:30.250Z"],
  ])("is what the device says: %s", async (at, time) => {
    expect(await timesAfter({ temperature: 21, at })).toEqual({ temperature: time });
  });

  it.each([["2026-03-02T13:59:30"], ["soon"], [-1], [null], [undefined], ["2030-01-01T00:00:00Z"]])(
    "is when it was heard, where the device says none that could be: %s",
    async (at) => {
      expect(await timesAfter({ temperature: 21, at })).toEqual({ temperature: "2026-03-02T14:00:00.000Z" });
    },
  );

  it("is there of what is known only", async () => {
    expect(await timesAfter()).toEqual({});
    expect(await timesAfter({ humidity: "wet" })).toEqual({});
  });
});

describe("valueTimes", () => {
  it("is a property of the Thing where it is asked for", async () => {
    await using servient = { it: new Servient(), [Symbol.asyncDispose]: () => servient.it.stop() };
    await using running = await bridge(servient.it, south, { as: model, id: "urn:example:climate", valueTimes: true });
    expect(running.thing.description.properties?.valueTimes).toMatchObject({
      readOnly: true,
      properties: { temperature: { format: "date-time" }, humidity: { format: "date-time" } },
    });
    expect(northboundInit(model, compileMapping(south, model)).properties).not.toHaveProperty("valueTimes");
  });

  it("does not take the name of a property of the model", () => {
    const taken = { ...model, properties: { ...model.properties, valueTimes: { type: "object" } } } as ThingModel;
    const optional = { ...taken, "tm:optional": ["/properties/valueTimes"] } as ThingModel;
    expect(() => northboundInit(optional, compileMapping(south, optional), { valueTimes: true })).toThrow(/already/);
  });
});
