import type { DataSchema } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { describedPart } from "../../../src/value/described-part.js";

const colour: DataSchema = {
  type: "object",
  properties: { hue: { type: "integer" }, lamp: { type: "object", properties: { watts: { type: "number" } } } },
};

describe("what a schema describes of a value", () => {
  it("are the members that it lists, at every depth", () => {
    const value = { hue: 1, note: "x", lamp: { watts: 2, age: 3 } };
    expect(describedPart(colour)(value)).toEqual({ hue: 1, lamp: { watts: 2 } });
    expect(value).toEqual({ hue: 1, note: "x", lamp: { watts: 2, age: 3 } });
  });

  it("are those that it requires as well", () => {
    expect(describedPart({ ...colour, required: ["hue", "mode"] } as DataSchema)({ hue: 1, mode: 2, note: 3 })).toEqual(
      {
        hue: 1,
        mode: 2,
      },
    );
  });

  it("are those of each item", () => {
    expect(describedPart({ type: "array", items: colour })([{ hue: 1, a: 2 }, 3])).toEqual([{ hue: 1 }, 3]);
    const pair = describedPart({ type: "array", items: [{ type: "integer" }, colour] });
    expect(pair([{ a: 1 }, { hue: 1, a: 2 }, { a: 3 }])).toEqual([{ a: 1 }, { hue: 1 }, { a: 3 }]);
  });

  it.each<[string, DataSchema | undefined]>([
    ["no schema", undefined],
    ["no type", {}],
    ["no properties", { type: "object" }],
    ["no names of properties", { type: "object", properties: {} }],
    ["alternatives", { type: "object", properties: { b: {} }, oneOf: [{ type: "object" }] }],
    ["further members", { type: "object", properties: { b: {} }, additionalProperties: true } as object as DataSchema],
  ])("is all of it with %s", (_, schema) => {
    const value = { a: 1 };
    expect(describedPart(schema)(value)).toBe(value);
  });

  it.each([1, "text", null, [1], undefined])("is the value itself where it is no object: %j", (value) => {
    expect(describedPart(colour)(value)).toBe(value);
  });

  it("has no prototype from outside", () => {
    const value = JSON.parse('{"hue": 1, "__proto__": {"polluted": true}}');
    expect(describedPart(colour)(value)).toEqual({ hue: 1 });
  });
});
