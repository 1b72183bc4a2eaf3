import { Decoder, Encoder } from "cbor-x";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cbor } from "../../../src/index.js";
import { bytesOfHex, hexOf, none, refusalOf, refuses } from "../../outcome.js";
import { foreign, preferred, readable } from "../../vectors/rfc8949-appendix-a.js";

const codec = cbor();
const encode = (value: unknown) => codec.encode(value, undefined, none);
const decode = (body: Uint8Array) => codec.decode(body, undefined, none);

/** Any value that the codec carries. */
const carried = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.double(),
    fc.maxSafeInteger(),
    fc.string({ unit: "grapheme" }),
    fc.uint8Array(),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(
      fc.string().filter((name) => name !== "__proto__"),
      tie("value"),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
})).value;

describe("cbor", () => {
  it.each(preferred)("writes %j as in RFC 8949 appendix A", (value, hex) => {
    expect(hexOf(encode(value))).toBe(hex);
  });

  it.each(preferred)("reads back %j", (value, hex) => {
    expect(decode(bytesOfHex(hex))).toStrictEqual(value);
  });

  it.each(readable)("reads %s of RFC 8949 appendix A as a plain value", (hex, value) => {
    expect(decode(bytesOfHex(hex))).toStrictEqual(value);
  });

  it.each(foreign)("refuses %s, which has no plain value", (hex) => {
    expect(refusalOf(() => decode(bytesOfHex(hex))).code).toBe("WOT_DATA_SYNTAX");
  });

  it("gives back every value that it wrote", () => {
    fc.assert(
      fc.property(carried, (value) => {
        expect(decode(encode(value))).toStrictEqual(value);
      }),
    );
  });

  it("writes what another implementation reads as the same value", () => {
    const peer = new Decoder({ useRecords: false, mapsAsObjects: true, int64AsNumber: true } as object);
    const plain = fc.jsonValue({ depthSize: "small" }).filter((value) => !JSON.stringify(value).includes("__proto__"));
    fc.assert(
      fc.property(plain, (value) => {
        expect(peer.decode(encode(value))).toStrictEqual(value);
      }),
    );
  });

  it("reads what another implementation wrote", () => {
    const peer = new Encoder({ useRecords: false, variableMapSize: true });
    const plain = fc.jsonValue({ depthSize: "small", noUnicodeString: true } as object);
    fc.assert(
      fc.property(
        plain.filter((value) => !/__proto__|-0|^-0$/.test(JSON.stringify(value)) && !hasNegativeZero(value)),
        (value) => {
          expect(decode(peer.encode(value))).toStrictEqual(value);
        },
      ),
    );
  });

  it("refuses every truncation of every example", () => {
    for (const hex of [...preferred.map(([, hex]) => hex), ...readable.map(([hex]) => hex)]) {
      const whole = bytesOfHex(hex);
      for (let end = 0; end < whole.length; end++) {
        expect(
          refuses(() => decode(whole.subarray(0, end))),
          `${hex} cut to ${end} bytes`,
        ).toBe(true);
      }
    }
  });

  it("refuses every truncation of any value that it wrote", () => {
    fc.assert(
      fc.property(carried, (value) => {
        const whole = encode(value);
        for (let end = 0; end < whole.length; end++) expect(refuses(() => decode(whole.subarray(0, end)))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("answers random bytes with a value or a DataSchemaError, and nothing else", () => {
    const outcome = (body: Uint8Array) => refuses(() => decode(body));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (body) => typeof outcome(body) === "boolean"),
      {
        numRuns: 2000,
      },
    );
  });

  it.each([
    ["an array", "9affffffff"],
    ["an array by 64 bits", "9bffffffffffffffff"],
    ["a map", "baffffffff"],
    ["a byte string", "5affffffff00"],
    ["a text", "7bffffffffffffffff"],
    ["a map of one byte fewer", "a2616101616202".slice(0, -2)],
  ])("refuses %s that claims more than the body holds", (_, hex) => {
    expect(refusalOf(() => decode(bytesOfHex(hex))).message).toContain("ends too early");
  });

  it.each([
    ["bytes after the item", "0000"],
    ["a break without a beginning", "ff"],
    ["a break in place of a map's value", "bf6161ff"],
    ["a reserved length", "1c"],
    ["an indefinite integer", "1f"],
    ["a chunk of another type", "5f6161ff"],
    ["an indefinite chunk", "5f5f4101ffff"],
    ["a name that is no text", "a10102"],
    ["the same name twice", "a2616101616102"],
    ["text that is no UTF-8", "62c328"],
    ["a chunk that splits a character", "7f61c361bcff"],
    ["a member named __proto__", "a1695f5f70726f746f5f5fa0"],
    ["a bignum that is no bytes", "c26161"],
    ["shared structures of cbor-x", "d9dfff8419200181616101"],
  ])("refuses %s", (_, hex) => {
    expect(refusalOf(() => decode(bytesOfHex(hex))).code).toBe("WOT_DATA_SYNTAX");
  });

  it.each([
    ["arrays", 0x81],
    ["maps without end", 0x9f],
    ["tags", 0xc1],
  ])("refuses 100,000 nested %s", (_, byte) => {
    expect(refusalOf(() => decode(new Uint8Array(100_000).fill(byte))).message).toContain("deeper than 64");
  });

  it("takes exactly `maxDepth` levels, both ways", () => {
    const two = cbor({ maxDepth: 2 });
    const body = two.encode([[1]], undefined, none);
    expect(two.decode(body, undefined, none)).toStrictEqual([[1]]);
    expect(refuses(() => two.encode([[[1]]], undefined, none))).toBe(true);
    expect(refuses(() => two.decode(encode([[[1]]]), undefined, none))).toBe(true);
  });

  it.each([
    ["undefined", undefined],
    ["undefined in an array", [undefined]],
    ["a bigint", 1n],
    ["a function", { f: () => 1 }],
    ["a symbol", Symbol("s")],
    ["a Map", new Map()],
    ["a Float64Array", new Float64Array(1)],
    ["an own __proto__", JSON.parse('{"__proto__":1}')],
    ["a getter that throws", Object.defineProperty({}, "x", { enumerable: true, get: () => nothing() })],
  ])("refuses to write %s", (_, value) => {
    expect(refusalOf(() => encode(value)).code).toBe("WOT_DATA_SYNTAX");
  });

  it("refuses to write a cycle", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(refusalOf(() => encode(cycle)).message).toContain("cyclic");
  });

  it("leaves out undefined members and honours toJSON", () => {
    expect(decode(encode({ a: undefined, at: new Date(0) }))).toStrictEqual({ at: "1970-01-01T00:00:00.000Z" });
  });

  it("gives bytes of their own, not a view of the body", () => {
    const body = encode(new Uint8Array([1, 2]));
    const value = decode(body) as Uint8Array;
    body.fill(0);
    expect([...value]).toStrictEqual([1, 2]);
  });
});

function nothing(): never {
  throw new RangeError("no value");
}

function hasNegativeZero(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasNegativeZero);
  return Object.is(value, -0);
}
