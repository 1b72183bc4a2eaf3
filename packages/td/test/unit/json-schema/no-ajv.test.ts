import { describe, expect, it } from "vitest";
import * as real from "../../../src/json-schema/create-ajv.js";
import * as none from "../../../src/json-schema/no-ajv.js";

describe("what stands for ajv in a browser", () => {
  it("has the same names, says that it cannot compile, and does not", () => {
    expect(Object.keys(none).sort()).toEqual(Object.keys(real).sort());
    expect([real.canCompile(), none.canCompile()]).toEqual([true, false]);
    expect(() => none.createAjv()).toThrowError(expect.objectContaining({ code: "WOT_INTERNAL" }));
  });
});
