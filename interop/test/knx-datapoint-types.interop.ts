import { createRequire } from "node:module";
import { datapointType, datapointTypes } from "@thingwright/adapter-knx";
import { describe, expect, it } from "vitest";

/** What of knxultimate is compared with: another's reading of the same standard. */
interface Oracle {
  readonly dpts: Readonly<Record<string, { readonly subtypes?: Readonly<Record<string, unknown>> }>>;
  resolve(id: string): object;
  fromBuffer(bytes: Buffer, type: object): unknown;
  populateAPDU(value: unknown, apdu: { bitlength: number; data: Buffer }, id: string): { readonly data: Buffer };
}

const require = createRequire(new URL("../package.json", import.meta.url));

function oracleOf(): Oracle | undefined {
  try {
    return require("knxultimate/build/dptlib/index.js") as Oracle;
  } catch {
    return undefined;
  }
}

const oracle = oracleOf();

/** What our values are in its words; `undefined` for those that it cannot say. */
const inItsWords: Readonly<Record<string, (value: never) => unknown>> = {
  1: (value) => value,
  2: ({ control, value }: { control: boolean; value: boolean }) => ({ priority: control, data: value }),
  3: ({ direction, stepCode }: { direction: boolean; stepCode: number }) => ({
    decr_incr: Number(direction),
    data: stepCode,
  }),
  4: (value: string) => value,
  // Percentages and angles are whole there.
  5: (value: number) => Math.round(value),
  6: (value) => value,
  7: (value) => value,
  8: (value) => value,
  9: (value) => value,
  12: (value) => value,
  13: (value) => value,
  14: (value: number) => Math.fround(value),
  16: (value: string) => value,
  17: (value) => value,
  29: (value) => value,
  232: (value) => value,
};

/** Where it departs from the standard, or has another unit: not compared. */
const apart = new Map([
  ["7.003", "counts steps of 10 ms, where we count ms"],
  ["7.004", "counts steps of 100 ms, where we count ms"],
  ["8.003", "counts steps of 10 ms, where we count ms"],
  ["8.004", "counts steps of 100 ms, where we count ms"],
  ["16.000", "drops the highest bit of what is no ASCII, where we read it as Latin-1"],
  ["17.001", "reads bits that are reserved"],
  ["8.010", "counts steps of 0.01 %, where we count %"],
]);

const samples = (length: number, isShort: boolean): readonly Buffer[] =>
  Array.from({ length: 200 }, (_, index) =>
    Buffer.from(
      Array.from({ length }, (_each, at) => (index * 37 + at * 101 + index * index * 13) % (isShort ? 2 : 256)),
    ),
  );

const compared = datapointTypes.filter(({ id }) => {
  const [main = "", sub] = id.split(".");
  if (oracle === undefined || sub === undefined || !Object.hasOwn(inItsWords, main) || apart.has(id)) return false;
  return oracle.dpts[`DPT${main}`]?.subtypes?.[sub] !== undefined;
});

describe("datapoint types beside those of knxultimate", () => {
  if (oracle === undefined) it.skip("skipped: needs knxultimate", () => {});

  it.runIf(oracle !== undefined)("are many", () => {
    expect(compared.length).toBeGreaterThan(130);
  });

  it.each(compared.map(({ id }) => id))("%s says the same", (id) => {
    const type = datapointType(id)!;
    const theirs = oracle!.resolve(id);
    const words = inItsWords[id.split(".")[0]!]!;
    const length = [1, 2, 3, 4, 8, 14].find((each) => decoded(type, Buffer.alloc(each)) !== undefined)!;
    for (const bytes of samples(length, type.isShort)) {
      const value = decoded(type, bytes);
      if (value === undefined) continue;
      expect({ bytes, value: plain(oracle!.fromBuffer(bytes, theirs)) }).toEqual({
        bytes,
        value: words(value as never),
      });
    }
  });
});

function decoded(type: { decode(bytes: Uint8Array): unknown }, bytes: Buffer): unknown {
  try {
    return type.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Its texts keep their zeros, and its long numbers are text. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "string") return value;
  if (/^-?\d{15,}$/.test(value)) return Number(value);
  return value.split("\0")[0];
}
