import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalPath, decodeSegment, encodeSegment, uriPath } from "../../src/index.js";

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

describe("canonicalPath", () => {
  it("is one for all ways to write a name", () => {
    expect(canonicalPath("/a/%7Eb/%c3%bc")).toBe("/a/~b/%C3%BC");
    expect(canonicalPath("/a/~b/ü")).toBe("/a/~b/%C3%BC");
  });

  it.each(["", "a", "//", "/a//b", "/%", "//a"])("refuses %j", (path) => {
    expect(canonicalPath(path)).toBeUndefined();
  });

  it("keeps a slash at the end, which is another address", () => {
    expect(canonicalPath("/a/")).toBe("/a/");
  });
});

describe("uriPath", () => {
  it("has a segment for each name, and is canonical", () => {
    expect(uriPath([])).toBe("");
    const path = uriPath(["a b", "..", "ü/?", ""]);
    expect(path).toBe("/a%20b/%2E%2E/%C3%BC%2F%3F/");
    expect(canonicalPath(path)).toBe(path);
  });
});
