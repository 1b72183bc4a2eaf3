import { describe, expect, it } from "vitest";
import { placesIn, startsIn } from "../../src/text-places.js";

const text = '\uFEFF { "a" : [1, {"b~c/d": "x\\"]"}, []], "\\u0065": {"f": null, "g": -1.5e3} , "h": "{" } ';
const pointers = ["", "/a", "/a/0", "/a/1", "/a/1/b~0c~1d", "/a/2", "/e", "/e/f", "/e/g", "/h"];

describe("the places in a text", () => {
  it.each(pointers)("begin where the value at '%s' does", (pointer) => {
    const { start, end } = placesIn(text, pointers)(pointer);
    const value = pointer
      .split("/")
      .slice(1)
      .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], JSON.parse(text.slice(1)));
    expect(JSON.parse(text.slice(start, end))).toEqual(value);
  });

  it.each(pointers)("are found without reading on behind '%s'", (pointer) => {
    const start = placesIn(text, pointers)(pointer).start;
    expect(startsIn(text, new Set([pointer]))(pointer)).toBe(start);
    const cut = text.slice(0, start + 1);
    expect(startsIn(cut, new Set([pointer]))(pointer)).toBe(start);
  });

  it("are those of the innermost value around where there is none", () => {
    const wanted = ["/a/1/none", "/e/f"];
    const around = placesIn(text, wanted)("/a/1/none");
    expect(text.slice(around.start, around.end)).toBe('{"b~c/d": "x\\"]"}');
    expect(startsIn(text, new Set(wanted))("/a/1/none")).toBe(around.start);
  });
});
