import { describe, expect, it } from "vitest";
import { escapePointer, resolvePointer } from "../../src/index.js";

/** RFC 6901 §5. */
const doc = {
  foo: ["bar", "baz"],
  "": 0,
  "a/b": 1,
  "c%d": 2,
  "e^f": 3,
  "g|h": 4,
  "i\\j": 5,
  'k"l': 6,
  " ": 7,
  "m~n": 8,
};

describe("resolvePointer", () => {
  it.each([
    ["", doc],
    ["/foo", doc.foo],
    ["/foo/0", "bar"],
    ["/", 0],
    ["/a~1b", 1],
    ["/c%d", 2],
    ["/e^f", 3],
    ["/g|h", 4],
    ["/i\\j", 5],
    ['/k"l', 6],
    ["/ ", 7],
    ["/m~0n", 8],
  ])("finds the value at %j", (pointer, value) => {
    expect(resolvePointer(doc, pointer)).toEqual(value);
  });

  it.each([
    "foo",
    "/foo/01",
    "/foo/-",
    "/foo/2",
    "/foo/length",
    "/foo/0/0",
    "/nope/deeper",
    "/constructor",
    "/__proto__",
  ])("finds nothing at %j", (pointer) => {
    expect(resolvePointer(doc, pointer)).toBeUndefined();
  });

  it("reads ~01 as ~1", () => {
    expect(resolvePointer({ "~1": "x" }, "/~01")).toBe("x");
  });
});

describe("escapePointer", () => {
  it.each(["", "a/b", "m~n", "~1", "/~/~"])("makes a token that finds %j again", (name) => {
    expect(resolvePointer({ [name]: "x" }, `/${escapePointer(name)}`)).toBe("x");
  });
});
