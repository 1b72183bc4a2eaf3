import { describe, expect, it } from "vitest";
import { hsOfXy, rgbOfXy, xyOfHs, xyOfRgb } from "../../../src/conversion/colour.js";
import { compileExpression } from "../../../src/conversion/expression.js";

/** The primaries and the white point of sRGB, IEC 61966-2-1. */
const known = [
  ["red", [255, 0, 0], { x: 0.64, y: 0.33 }, [0, 100]],
  ["green", [0, 255, 0], { x: 0.3, y: 0.6 }, [120, 100]],
  ["blue", [0, 0, 255], { x: 0.15, y: 0.06 }, [240, 100]],
  ["white", [255, 255, 255], { x: 0.3127, y: 0.329 }, [0, 0]],
] as const;

describe("a colour", () => {
  it.each(known)("that is %s is so in every way to say it", (_name, rgb, xy, hs) => {
    expect(xyOfRgb(rgb)).toEqual({ x: expect.closeTo(xy.x, 3), y: expect.closeTo(xy.y, 3) });
    expect(xyOfHs(hs)).toEqual(xyOfRgb(rgb));
    expect(rgbOfXy(xy).every((part, index) => Math.abs(part - rgb[index]!) <= 1)).toBe(true);
    const [hue, saturation] = hsOfXy(xy);
    expect([saturation === 0 ? 0 : hue, Math.abs(saturation - hs[1]) <= 1]).toEqual([hs[0], true]);
  });

  it("comes back from hue and saturation as it went, within a step of each", () => {
    for (let hue = 0; hue < 360; hue += 15) {
      for (const saturation of [20, 50, 100]) {
        const [again, strength] = hsOfXy(xyOfHs([hue, saturation]));
        const apart = Math.abs(again - hue);
        expect(Math.min(apart, 360 - apart), `${hue}, ${saturation}`).toBeLessThanOrEqual(2);
        expect(Math.abs(strength - saturation), `${hue}, ${saturation}`).toBeLessThanOrEqual(2);
      }
    }
  });

  it("does not depend on how bright it is, and black has none", () => {
    expect(xyOfRgb([64, 0, 0])).toEqual(xyOfRgb([255, 0, 0]));
    expect(xyOfRgb([0, 0, 0])).toBeUndefined();
  });

  it.each([[{ x: 0, y: 0 }], [{ x: 1, y: 0 }], [{ x: 0, y: 1 }], [{ x: 0.7, y: 0.3 }]])(
    "that sRGB cannot show, %j, is moved to the edge of what it can",
    (xy) => {
      expect(Math.max(...rgbOfXy(xy))).toBe(255);
      expect(Math.min(...rgbOfXy(xy))).toBe(0);
    },
  );

  it.each([[undefined], ["red"], [[1, 2]], [[1, 2, 256]], [[1, 2, Number.NaN]]])("is not %j", (value) => {
    expect(() => xyOfRgb(value)).toThrow(expect.objectContaining({ code: "WOT_DATA_INVALID" }));
  });

  it.each([[undefined], [{ x: 0.3 }], [{ x: "0.3", y: 0.3 }], [{ x: 2, y: 0 }]])("has no chromaticity %j", (value) => {
    expect(() => rgbOfXy(value)).toThrow(expect.objectContaining({ code: "WOT_DATA_INVALID" }));
  });

  it("is converted in expressions", async () => {
    const read = compileExpression('$xyOfHs(($split($, ",").$number())[[0..1]])', "/a").evaluate;
    expect(await read("120,100,50", {})).toEqual(xyOfHs([120, 100]));
    const write = compileExpression('$join($hsOfXy($).$string(), ",") & ",50"', "/a").evaluate;
    expect(await write({ x: 0.3, y: 0.6 }, {})).toBe("120,100,50");
    await expect(read("red", {})).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });
});
