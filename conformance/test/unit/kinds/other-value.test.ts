import type { DataSchema } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { otherValue } from "../../../src/kinds/other-value.js";

const low = () => 0;
const high = () => 0.99;

describe("another value", () => {
  it.each<[DataSchema, unknown, unknown]>([
    [{ type: "boolean" }, true, false],
    [{ type: "integer" }, 40, 41],
    [{ type: "integer", maximum: 40 }, 40, 39],
    [{ type: "integer", multipleOf: 5 }, 40, 45],
    [{ type: "number" }, 21.5, 22],
    [{ type: "number", minimum: 0, maximum: 0.2 }, 0, 0.1],
    [{ type: "integer", minimum: 0, maximum: 1 }, 1, 0],
    [{ type: "string" }, "desk", "deska"],
    [{ type: "string" }, "", "a"],
    [{ type: "string", maxLength: 4 }, "desk", "des"],
    [{ type: "string", minLength: 4, maxLength: 4 }, "desk", "desa"],
    [{ type: "string", enum: ["on", "off"] }, "on", "off"],
    [{ enum: [1, "a", null] }, 1, "a"],
    [{ type: "array", items: { type: "integer", maximum: 9 } }, [9, 1], [8, 1]],
    [
      { type: "object", properties: { a: { const: 1 }, b: { type: "boolean" } } },
      { a: 1, b: true },
      { a: 1, b: false },
    ],
    [{}, 1, 2],
  ])("by %j beside %j is %j", (schema, current, other) => {
    expect(otherValue(schema, current, "near", low)).toEqual(other);
  });

  it("is on the other side for another chance", () => {
    expect(otherValue({ type: "integer" }, 40, "near", high)).toBe(39);
  });

  it.each<[DataSchema, unknown, unknown]>([
    [{ type: "integer", minimum: 0, maximum: 100 }, 40, 50],
    [{ type: "integer", minimum: 0, maximum: 100 }, 95, 85],
    [{ type: "number", multipleOf: 0.25, minimum: 5, maximum: 30 }, 21, 23.5],
    [{ type: "integer" }, 3_268, 3_595],
    [{ type: "integer", minimum: 0, maximum: 1 }, 1, 0],
    [{ type: "boolean" }, true, false],
  ])("by %j far from %j is %j", (schema, current, other) => {
    expect(otherValue(schema, current, "far", low)).toEqual(other);
  });

  it.each<[DataSchema, unknown]>([
    [{ const: 1 }, 1],
    [{ enum: ["on"] }, "on"],
    [{ type: "integer", minimum: 1, maximum: 1 }, 1],
    [{ type: "string", pattern: "^desk$" }, "desk"],
    [{ type: "null" }, null],
    [{ type: "array", maxItems: 0 }, []],
    [{ type: "object" }, {}],
    [{ type: "object", properties: { __proto__: { type: "boolean" } } }, {}],
  ])("by %j beside %j is none", (schema, current) => {
    expect(otherValue(schema, current, "near", low)).toBeUndefined();
  });
});
