import { describe, expect, it } from "vitest";
import { nearlyEqual } from "../../../src/kinds/nearly-equal.js";

describe("two values", () => {
  it.each<[unknown, unknown]>([
    [1, 1],
    [3_267, 3_268],
    [-100, -101],
    ["a", "a"],
    [null, null],
    [
      { x: 0.8127, y: [0.3] },
      { y: [0.3001], x: 0.8126 },
    ],
  ])("%j and %j are nearly equal", (one, other) => expect(nearlyEqual(one, other)).toBe(true));

  it.each<[unknown, unknown]>([
    [1, 1.02],
    [0, 0.001],
    [1, -1],
    [1, "1"],
    [null, {}],
    [[], {}],
    [{ x: 1 }, { x: 1, y: 1 }],
    [{ x: 1 }, { y: 1 }],
    [{ toString: 1 }, { x: 1 }],
  ])("%j and %j are not", (one, other) => expect(nearlyEqual(one, other)).toBe(false));
});
