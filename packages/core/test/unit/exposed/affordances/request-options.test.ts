import type { DataSchema } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { handlerOptions } from "../../../../src/exposed/affordances/request-options.js";

function convert(schema: DataSchema, text: string): unknown {
  const declared = new Map([["v", schema]]);
  return handlerOptions({ variables: { v: text } }, declared, undefined).uriVariables?.v;
}

describe("the options of a handler", () => {
  it("have no variables where none are declared", () => {
    expect("uriVariables" in handlerOptions({ variables: { stray: "1" } }, new Map(), undefined)).toBe(false);
    expect(handlerOptions({}).principal).toBeUndefined();
  });

  it("ask for the signal only when the handler does", () => {
    const request = {
      get signal(): AbortSignal {
        throw new Error("too early");
      },
    };
    const options = handlerOptions(request);
    expect(() => options.signal).toThrow("too early");
  });

  it("say who asks and when the peer has gone", () => {
    const { signal } = new AbortController();
    const principal = { name: "ada", scopes: [] };
    const options = handlerOptions({ signal }, new Map(), principal);
    expect([options.principal, options.signal]).toEqual([principal, signal]);
  });

  it("have numbers for texts that are decimal numbers, and for no others", () => {
    for (const [text, value] of [
      ["7", 7],
      ["-0.5", -0.5],
      ["+1e3", 1000],
      ["007", 7],
    ] as const) {
      expect(convert({ type: "number" }, text)).toBe(value);
    }
    for (const text of ["", " ", "0x10", "1_000", "Infinity", "NaN", "1e999", "7 ", "seven"]) {
      expect(() => convert({ type: "number" }, text), text).toThrow(/URI variable "v"/);
    }
    expect(() => convert({ type: "integer" }, "1.5")).toThrow(/URI variable "v"/);
  });

  it("have truth values, lists and texts", () => {
    expect([convert({ type: "boolean" }, "true"), convert({ type: "boolean" }, "false")]).toEqual([true, false]);
    expect(() => convert({ type: "boolean" }, "1")).toThrow();
    expect(convert({ type: "array", items: { type: "integer" } }, "1,2,3")).toEqual([1, 2, 3]);
    expect(convert({ type: "array" }, "")).toEqual([]);
    expect(convert({ type: "string" }, "5")).toBe("5");
    expect(convert({}, "5")).toBe("5");
  });

  it("have only what is declared, also under names of prototypes", () => {
    const declared = new Map<string, DataSchema>([
      ["__proto__", { type: "string" }],
      ["toString", { type: "string" }],
    ]);
    const variables = JSON.parse('{"__proto__":"mine","stray":"x"}');
    const { uriVariables } = handlerOptions({ variables }, declared, undefined);
    expect(Object.entries(uriVariables ?? {})).toEqual([["__proto__", "mine"]]);
    expect(Object.getPrototypeOf(uriVariables)).toBe(Object.prototype);
  });

  it("say by a pointer where a value does not match", () => {
    const declared = new Map<string, DataSchema>([["a/b", { type: "array", items: { type: "integer" } }]]);
    expect(() => handlerOptions({ variables: { "a/b": "1,x" } }, declared, undefined)).toThrow(
      expect.objectContaining({ code: "WOT_DATA_INVALID", pointer: "/a~1b/1" }),
    );
  });
});
