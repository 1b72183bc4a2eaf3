import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSegment, encodeSegment, pathNames, uriPath } from "../../src/index.js";

describe("encodeSegment", () => {
  it("gives back any name through decodeSegment, and never a delimiter", () => {
    assert(
      property(string({ unit: "grapheme" }), (name) => {
        const segment = encodeSegment(name);
        expect(segment).not.toMatch(/[/?#{}]/);
        expect(decodeSegment(segment)).toBe(name);
      }),
    );
  });

  it("encodes segments of dots, which would step up", () => {
    expect([encodeSegment("."), encodeSegment("..")]).toEqual(["%2E", "%2E%2E"]);
  });

  it("puts U+FFFD in the place of half a surrogate pair", () => {
    expect(encodeSegment("a\ud800")).toBe("a%EF%BF%BD");
  });
});

describe("decodeSegment", () => {
  it.each(["%", "%z1", "%F", "%ff", "%c3%28"])("refuses %s", (segment) => {
    expect(decodeSegment(segment)).toBeUndefined();
  });
});

describe("pathNames", () => {
  it("are the same for all ways to write a name", () => {
    expect(pathNames("/a/%7Eb/%c3%bc")).toEqual(["a", "~b", "ü"]);
    expect(pathNames("/a/~b/ü")).toEqual(["a", "~b", "ü"]);
  });

  it.each(["", "a", "/%", "/a/%ff"])("refuses %j", (path) => {
    expect(pathNames(path)).toBeUndefined();
  });

  it("has an empty name for each slash too many", () => {
    expect(pathNames("/a/")).toEqual(["a", ""]);
    expect(pathNames("//a")).toEqual(["", "a"]);
  });
});

describe("uriPath", () => {
  it("has a segment for each name, and gives them back", () => {
    expect(uriPath([])).toBe("");
    const names = ["a b", "..", "ü/?", ""];
    expect(uriPath(names)).toBe("/a%20b/%2E%2E/%C3%BC%2F%3F/");
    expect(pathNames(uriPath(names))).toEqual(names);
  });
});
