import { describe, expect, it } from "vitest";
import { limitsFrom } from "../../src/index.js";

const defaults: { readonly maxBodyBytes: number; readonly graceMs: number } = { maxBodyBytes: 10, graceMs: 5 };

describe("limitsFrom", () => {
  it("has the defaults, and what is given in their place", () => {
    expect(limitsFrom(defaults, undefined)).toEqual(defaults);
    expect(limitsFrom(defaults, { graceMs: 7 })).toEqual({ maxBodyBytes: 10, graceMs: 7 });
  });

  it("leaves out what is no limit", () => {
    const given = { graceMs: 7, toString: 1 } as unknown as { graceMs: number };
    expect(Object.keys(limitsFrom(defaults, given))).toEqual(["maxBodyBytes", "graceMs"]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "9", 2 ** 53])("refuses %s as WOT_RANGE", (value) => {
    const given = { maxBodyBytes: value as number };
    expect(() => limitsFrom(defaults, given)).toThrow(
      expect.objectContaining({
        code: "WOT_RANGE",
        message: expect.stringContaining("limits.maxBodyBytes must be a whole number from 1"),
      }),
    );
  });

  it("takes nought where that makes sense", () => {
    expect(limitsFrom(defaults, { graceMs: 0 }, ["graceMs"]).graceMs).toBe(0);
    expect(() => limitsFrom(defaults, { graceMs: -1 }, ["graceMs"])).toThrow(/from 0/);
  });
});
