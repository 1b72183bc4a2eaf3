import type { ThingDescription, ThingModel } from "@thingwright/td";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileMapping, findLosses, type Loss } from "../../src/index.js";

const model = {
  "@type": "tm:ThingModel",
  properties: {
    level: { type: "integer", minimum: 0, maximum: 100 },
    target: { type: "number", minimum: 5, maximum: 35, multipleOf: 0.1 },
    flow: { type: "number", minimum: 0, maximum: 10 },
    offset: { type: "number" },
    on: { type: "boolean" },
    mode: { type: "string", enum: ["off", "heat", "cool"] },
    colour: { type: "object" },
  },
} as unknown as ThingModel;

const lossesOf = (property: object, more: object = {}): Promise<readonly Loss[]> => {
  const thing = { title: "Vendor", properties: { vendor: { ...property, forms: [{ href: "memory:" }] }, ...more } };
  return findLosses(compileMapping(thing as unknown as ThingDescription, model), model);
};

const ofTen = { "map:range": { "map:vendor": [0, 10], "map:model": [0, 100] } };

describe("a mapping loses", () => {
  it("nothing where the device is as fine as the model", async () => {
    const range = { "map:range": { "map:vendor": [0, 254], "map:model": [0, 100] } };
    expect(await lossesOf({ type: "integer", "map:property": "level", ...range })).toEqual([]);
  });

  it("what is between the steps of a coarse device", async () => {
    const losses = await lossesOf({ type: "integer", "map:property": "level", ...ofTen });
    expect(losses).toEqual([{ property: "level", written: 85, read: 90 }]);
  });

  it("steps of a tenth to a device of halves", async () => {
    const losses = await lossesOf({ type: "number", multipleOf: 0.5, "map:property": "target" });
    expect(losses).toMatchObject([{ property: "target" }]);
    expect(Math.abs(Number(losses[0]?.written) - Number(losses[0]?.read))).toBeGreaterThanOrEqual(0.1);
  });

  it("nothing of a range that the device has not: its description says so", async () => {
    expect(await lossesOf({ type: "number", minimum: 16, maximum: 30, "map:property": "target" })).toEqual([]);
  });

  it("less than a hundredth of a range whose model has no step, or than a tenth without a range", async () => {
    expect(await lossesOf({ type: "number", multipleOf: 0.05, "map:property": "flow" })).toEqual([]);
    expect(await lossesOf({ type: "number", multipleOf: 0.5, "map:property": "flow" })).toHaveLength(1);
    expect(await lossesOf({ type: "number", multipleOf: 0.1, "map:property": "offset" })).toEqual([]);
    expect(await lossesOf({ type: "integer", "map:property": "offset" })).toHaveLength(1);
  });

  it("values that the device has no equivalent of", async () => {
    const losses = await lossesOf({ "map:property": "mode", "map:enum": { 0: "off", 1: "heat" } });
    expect(losses).toEqual([
      { property: "mode", written: "cool", message: expect.stringContaining("none of the values") },
    ]);
  });

  it("what two values of the table have in common", async () => {
    const both = { "map:read": '$ ? "heat" : "off"', "map:write": '$ != "off"' };
    expect(await lossesOf({ type: "boolean", "map:property": "mode", ...both })).toEqual([
      { property: "mode", written: "cool", read: "heat" },
    ]);
  });

  it("nothing that could not be followed: another way there than back, and values without a scale", async () => {
    const set = { set: { type: "object", writeOnly: true, forms: [{ href: "memory:" }] } };
    const oneWay = { "map:property": "level", "map:via": "set", "map:read": "0", "map:write": "$" };
    expect(await lossesOf(oneWay, set)).toEqual([]);
    expect(await lossesOf({ type: "object", "map:property": "colour" })).toEqual([]);
  });

  it("its own logic: a boolean upside down is none", async () => {
    expect(await lossesOf({ "map:property": "on", "map:enum": { OFF: true, ON: false } })).toEqual([]);
  });
});

describe("what is written and read again", () => {
  const intervals = fc
    .tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 100, max: 65_535 }), fc.boolean())
    .map(([low, width, isFalling]) => (isFalling ? [low + width, low] : [low, low + width]));

  it("is the same within the model's step, on every device with as many steps", async () => {
    await fc.assert(
      fc.asyncProperty(intervals, async (vendor) => {
        const range = { "map:range": { "map:vendor": vendor, "map:model": [0, 100] } };
        expect(await lossesOf({ type: "integer", "map:property": "level", ...range })).toEqual([]);
      }),
    );
  });

  it("differs by a step or more somewhere on every device with far fewer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (steps) => {
        const range = { "map:range": { "map:vendor": [0, steps], "map:model": [0, 100] } };
        const losses = await lossesOf({ type: "integer", "map:property": "level", ...range });
        expect(losses).toHaveLength(1);
      }),
    );
  });
});
