import { ProtocolError, RequestError } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAddress, parseAddress, queryList, queryVariables } from "../../src/address.js";

const segments = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1 });

describe("an address", () => {
  it("keeps every segment through formatting and parsing", () => {
    fc.assert(
      fc.property(segments, (path) => {
        expect(parseAddress(formatAddress("house", ...path))).toEqual({ server: "house", path, query: "" });
      }),
    );
  });

  it("splits off its query", () => {
    const expected = { server: "house", path: ["lamp"], query: "a=b/c?d" };
    expect(parseAddress("memory://house/lamp?a=b/c?d")).toEqual(expected);
  });

  it.each(["", "memory:", "memory://", "memory:///x", "http://house/x", "memory://house/%", "memory://HOUSE/x", "x"])(
    "is not %j",
    (href) => {
      expect(() => parseAddress(href)).toThrow(ProtocolError);
    },
  );

  it("takes any text without another error than its own", () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        try {
          parseAddress(`memory://house/${rest}`);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });
});

describe("a query", () => {
  it("gives its variables as text", () => {
    expect(queryVariables("unit=%C2%B0C%20%26&step=3&bare")).toEqual({ unit: "°C &", step: "3", bare: "" });
  });

  it("makes a variable called __proto__ a member like any other", () => {
    const variables = queryVariables("__proto__=x");
    expect(Object.getPrototypeOf(variables)).toBe(Object.prototype);
    expect(Object.hasOwn(variables, "__proto__")).toBe(true);
  });

  it("splits a list at its own commas and not at those of its items", () => {
    expect(queryList("a=1&names=on,x%2Cy,%C3%BC", "names")).toEqual(["on", "x,y", "ü"]);
    expect(queryList("names=", "names")).toEqual([]);
    expect(queryList("a=1", "names")).toEqual([]);
  });

  it("is refused when it is not percent-encoded UTF-8", () => {
    expect(() => queryVariables("a=%")).toThrow(RequestError);
    expect(() => queryList("names=%FF", "names")).toThrow(RequestError);
  });
});
