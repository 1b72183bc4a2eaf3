import type { DataSchema } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { sampleValue } from "../../../src/kinds/sample-value.js";

describe("a value for a data schema", () => {
  it.each<[DataSchema, unknown]>([
    [{ const: 5 }, 5],
    [{ type: "string", default: "slow" }, "slow"],
    [{ type: "string", enum: ["up", "down"] }, "up"],
    [{ type: "boolean" }, false],
    [{ type: "null" }, null],
    [{ type: "integer", minimum: 2.5 }, 3],
    [{ type: "number", maximum: -1 }, -1],
    [{ type: "string", minLength: 3 }, "aaa"],
    [{ type: "array", items: { type: "integer" }, minItems: 2 }, [0, 0]],
    [{ oneOf: [{ type: "boolean" }, { type: "string" }] }, false],
    [{ type: "object", properties: { to: { type: "integer" }, by: { type: "string" } }, required: ["to"] }, { to: 0 }],
  ])("of %j is %j", (schema, value) => expect(sampleValue(schema)).toEqual(value));

  it.each<[DataSchema]>([[{}], [{ type: "string", pattern: "^[0-9]+$" }]])("of %j is not made up", (schema) =>
    expect(sampleValue(schema)).toBeUndefined(),
  );
});
