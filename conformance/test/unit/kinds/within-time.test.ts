import { describe, expect, it } from "vitest";
import { withinTime } from "../../../src/kinds/within-time.js";

describe("work within a time", () => {
  it("returns what it returns and throws what it throws", () => {
    expect(withinTime(1_000, () => [1])).toEqual([1]);
    expect(() =>
      withinTime(1_000, () => {
        throw new RangeError("no");
      }),
    ).toThrow(RangeError);
  });

  it("is interrupted, also within a regular expression", () => {
    const forEver = () => /^(a+)+$/.test(`${"a".repeat(60)}!`);
    expect(() => withinTime(20, forEver)).toThrow(expect.objectContaining({ code: "ERR_SCRIPT_EXECUTION_TIMEOUT" }));
  });
});
