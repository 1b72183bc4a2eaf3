import { describe, expect, it } from "vitest";
import { checkUriVariables } from "../../../../src/consumed/plan/uri-variables.js";

const unit = { unit: { type: "string", enum: ["m", "ft"] } } as const;

describe("the values of URI variables", () => {
  it("are held against their schemas", () => {
    expect(() => checkUriVariables(unit, undefined, { unit: "m" })).not.toThrow();
    expect(() => checkUriVariables(unit, undefined, { unit: "mile" })).toThrow(/URI variable "unit"/);
  });

  it("are held against the Thing's schemas where the affordance has none, and the affordance's go first", () => {
    expect(() => checkUriVariables(undefined, unit, { unit: "mile" })).toThrow(/URI variable "unit"/);
    expect(() => checkUriVariables({ unit: { type: "string" } }, unit, { unit: "mile" })).not.toThrow();
  });

  it("pass where nothing declares them, prototype names included", () => {
    const values = Object.fromEntries([["__proto__", 1]]);
    expect(() => checkUriVariables(unit, unit, { ...values, constructor: 1, other: {} })).not.toThrow();
  });

  it("are named by an escaped pointer", () => {
    const odd = { "a/b": { type: "object", properties: { c: { type: "integer" } } } } as const;
    const caught = (() => {
      try {
        checkUriVariables(odd, undefined, { "a/b": { c: "x" } });
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toMatchObject({ code: "WOT_DATA_INVALID", pointer: "/a~1b/c" });
  });
});
