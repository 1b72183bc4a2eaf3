import { UsageError } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCoapUri, parseCoapUri, pathOf } from "../../../src/index.js";

describe("A coap URI", () => {
  it("comes apart as RFC 7252 §6.3 and §6.4 say", () => {
    const expected = { host: "example.com", port: 5683, segments: ["~sensors", "temp.xml"], query: [] };
    expect(parseCoapUri("coap://example.com:5683/~sensors/temp.xml")).toEqual(expected);
    expect(parseCoapUri("coap://EXAMPLE.com/%7Esensors/temp.xml")).toEqual(expected);
    expect(parseCoapUri("coap://EXAMPLE.com:/%7esensors/temp.xml")).toEqual(expected);
  });

  it("decodes each part for itself", () => {
    expect(parseCoapUri("coap://[2001:db8::2:1]:61616/a%2Fb//%25/?x=1%262&&%C3%A9")).toEqual({
      host: "2001:db8::2:1",
      port: 61616,
      segments: ["a/b", "", "%", ""],
      query: ["x=1&2", "", "é"],
    });
  });

  it("has no Uri-Path when its path is empty or a slash", () => {
    expect(parseCoapUri("coap://h").segments).toEqual([]);
    expect(parseCoapUri("coap://h/").segments).toEqual([]);
  });

  it("is put together so that it comes apart to the same", () => {
    const part = fc
      .string({ unit: "binary", maxLength: 12 })
      .filter((s) => !/\p{Surrogate}/u.test(s) && s !== "." && s !== "..");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 3 }), (segments, query) => {
        fc.pre(!(segments.length === 1 && segments[0] === "") && !(query.length === 1 && query[0] === ""));
        const uri = { host: "192.0.2.1", port: 61616, segments, query };
        expect(parseCoapUri(formatCoapUri(uri))).toEqual(uri);
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it("is refused when it is something else", () => {
    const wrong = [
      "http://h/",
      "coaps://h/",
      "coap:///a",
      "/a",
      "",
      "coap://h/#f",
      "coap://u:p@h/",
      "coap://h:0/",
      "coap://h/%zz",
      "coap://h/%ff",
      `coap://h/${"a".repeat(256)}`,
    ];
    for (const uri of wrong) expect(() => parseCoapUri(uri), uri).toThrow(UsageError);
  });
});

describe("pathOf", () => {
  it("gives different strings for different lists", () => {
    expect(pathOf([])).toBe("/");
    expect(pathOf(["a", "b c"])).toBe("/a/b c");
    expect(pathOf(["a/b"])).toBe("/a%2Fb");
    expect(pathOf(["a%2Fb"])).toBe("/a%252Fb");
    expect(pathOf(["a", ""])).toBe("/a/");
  });
});
