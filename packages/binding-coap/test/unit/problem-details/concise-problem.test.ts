import type { Problem } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { decodeProblem, encodeProblem } from "../../../src/problem-details/concise-problem.js";

const limits = { maxDetailLength: 20, maxProblemBytes: 512 };
const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(" ", ""), "hex");
const decode = (hex: string): Problem | undefined => decodeProblem(bytes(hex), limits);

describe("Concise problem details", () => {
  it("have the members of RFC 9290 §2 by their numbers, and the others in the entry 7807", () => {
    const problem = { type: "urn:x", title: "T", status: 409, detail: "D", code: "C" };
    // { -1: "T", -2: "D", -4: 137, 7807: { 0: "urn:x", 1: 409, "code": "C" } }
    const hex = "a4 20 6154 21 6144 23 1889 191e7f a3 00 6575726e3a78 01 190199 64636f6465 6143";
    expect(Buffer.from(encodeProblem(problem, 0x89)).toString("hex")).toBe(hex.replaceAll(" ", ""));
    expect(decode(hex)).toEqual(problem);
  });

  it("leave out the entry 7807 when nothing stands in it", () => {
    expect(Buffer.from(encodeProblem({ detail: "D" }, 0x84)).toString("hex")).toBe("a22161442318 84".replace(" ", ""));
  });

  it("are read with a language, a base and entries that nobody knows", () => {
    // { -1: 38(["en", "T"]), -5: "coap://h/", -6: "en", 5000: {0: [1.5, true, null]}, "urn:y": {0: h'00'} }
    const hex =
      "a5 20 d826 8262656e6154 24 69636f61703a2f2f682f 25 62656e 191388 a100 83f93e00f5f6 6575726e3a79 a1004100";
    expect(decode(hex)).toEqual({ title: "T" });
  });

  it("are read where lengths are indefinite", () => {
    expect(decode("bf 20 7f 6154 6155 ff ff")).toEqual({ title: "TU" });
  });

  it("pass over members of a wrong type", () => {
    expect(decode("a3 20 01 21 6144 191e7f 05")).toEqual({ detail: "D" });
  });

  it("keep no more of a text than the limit, and of a document over its limit nothing", () => {
    expect(decodeProblem(encodeProblem({ detail: "x".repeat(30) }, 0x80), limits)?.detail).toBe("x".repeat(20));
    expect(decodeProblem(encodeProblem({ detail: "x".repeat(600) }, 0x80), limits)).toBeUndefined();
  });

  it("never reach a prototype", () => {
    const problem = decodeProblem(encodeProblem({ further: { ["__proto__"]: { x: 1 }, y: 2 } }, 0x80), limits);
    expect(problem).toEqual({ further: { y: 2 } });
    // { 7807: { "__proto__": { "status": 1 } } }
    expect(decode("a1 191e7f a1 69 5f5f70726f746f5f5f a1 66737461747573 01")).toEqual({});
  });

  it.each([
    ["nothing", ""],
    ["another item than a map", "80"],
    ["bytes after the item", "a000"],
    ["a name twice", "a220612020 6120"],
    ["a name that is a list", "a18000"],
    ["text that is not UTF-8", "a12061ff"],
    ["a length beyond the end", "a1207a7fffffff41"],
    ["a reserved length", "a1207c"],
    ["a simple value without meaning", "a120e0"],
    ["a break out of place", "ff"],
    ["lists within lists without end", "81".repeat(200)],
  ])("are none in %s", (_what, hex) => {
    expect(decode(hex)).toBeUndefined();
  });

  it("survive every prefix and every change of a byte", () => {
    const valid = encodeProblem({ title: "T", detail: "D", type: "urn:x", status: 400, outcomes: [{ a: 1.5 }] }, 0x80);
    for (let length = 0; length < valid.length; length++) {
      expect(decodeProblem(valid.subarray(0, length), limits), `prefix ${length}`).toBeUndefined();
    }
    for (let at = 0; at < valid.length; at++) {
      for (let byte = 0; byte < 256; byte++) {
        const mutated = Uint8Array.from(valid);
        mutated[at] = byte;
        const problem = decodeProblem(mutated, limits);
        if (problem !== undefined) expect(Object.getPrototypeOf(problem)).toBe(Object.prototype);
      }
    }
  });
});
