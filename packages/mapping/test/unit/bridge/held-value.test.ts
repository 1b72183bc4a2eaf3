import type { ThingDescription, ThingModel } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { BridgedDevice, compileMapping } from "../../../src/index.js";
import { FakeSouthbound, RecordingNorthbound, SteppedClock, settled } from "../../fake-southbound.js";

const model = {
  "@type": "tm:ThingModel",
  properties: { level: { type: "integer" } },
} as unknown as ThingModel;

const forms = [{ href: "memory:" }];

/** A device of steps of ten, one way or another; its value, the way to it, and what comes to be known of it. */
async function written(property: object, more: object = {}, start: unknown = 0) {
  const thing = { title: "Fan", properties: { fan: { "map:property": "level", ...property, forms }, ...more } };
  const south = new FakeSouthbound();
  south.values.set("fan", start);
  const mapping = compileMapping(thing as unknown as ThingDescription, model);
  const device = new BridgedDevice(mapping, south, new RecordingNorthbound(), { clock: new SteppedClock() });
  await device.read("level");
  await device.write("level", 57);
  const known = device.lastKnown("level")?.value;
  await settled();
  const later = device.lastKnown("level")?.value;
  await device.stop();
  return { known, later, reads: south.reads("fan") };
}

const tens = { "map:read": "$ * 10", "map:write": "$round($ / 10)" };

describe("after a write, what is read until the device says something", () => {
  it("is what the device can hold, where the way is declared", async () => {
    expect(await written({ type: "integer", "map:scale": 10 })).toMatchObject({ known: 60 });
  });

  it("is what the device can hold, where expressions write to the place that they read", async () => {
    expect(await written(tens)).toMatchObject({ known: 60, reads: 1 });
  });

  it("is that of the whole value, where only a part was sent", async () => {
    const part = { "map:pick": "/step", "map:read": "$ * $state.size", "map:write": "$round($ / $state.size)" };
    const place = { "map:put": "/step" };
    expect(await written({ ...part, ...place }, {}, { step: 1, size: 20 })).toMatchObject({ known: 60 });
  });

  it("is the bits that were set", async () => {
    const range = { "map:range": { "map:vendor": [0, 7], "map:model": [0, 100] } };
    expect(await written({ type: "integer", "map:bits": [4, 3], ...range }, {}, 0x8f)).toMatchObject({ known: 57 });
  });

  it("is what was written, where that cannot be told", async () => {
    const set = { set: { writeOnly: true, forms } };
    expect(await written({ ...tens, "map:via": "set" }, set)).toMatchObject({ known: 57, later: 57, reads: 1 });
    expect(await written({ "map:read": "$ > 5 ? $error() : $", "map:write": "$" })).toMatchObject({ known: 57 });
  });

  it("is read back with map:readBack", async () => {
    const set = { set: { writeOnly: true, forms } };
    const readBack = { ...tens, "map:via": "set", "map:readBack": true };
    expect(await written(readBack, set, 3)).toMatchObject({ later: 30, reads: 2 });
  });
});
