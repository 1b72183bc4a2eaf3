import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DatapointType, datapointType, datapointTypes } from "../../../src/index.js";

const type = (id: string): DatapointType => datapointType(id)!;
const hex = (id: string, value: unknown): string => Buffer.from(type(id).encode(value)).toString("hex");
const value = (id: string, bytes: string): unknown => type(id).decode(Buffer.from(bytes, "hex"));
/** Bytes in a type's values; `undefined` where their number is not fixed. */
const lengthOf = ({ decode }: DatapointType): number | undefined =>
  [1, 2, 3, 4, 6, 8, 14].find((length) => {
    try {
      decode(new Uint8Array(length));
      return true;
    } catch (error) {
      return !/has \d+ bytes/.test((error as Error).message);
    }
  });
/** ASCII is read leniently: what is no ASCII is not written again. */
const isAscii = (id: string): boolean => ["4.001", "16.000", "234.001"].includes(id);
const open = (id: string): boolean => id === "24.001" || id === "28.001";

describe("datapoint types", () => {
  // Values of KNX Standard 03_07_02 and of devices' manuals.
  it.each([
    ["1.001", true, "01"],
    ["1.008", false, "00"],
    ["2.001", { control: true, value: false }, "02"],
    ["3.007", { direction: true, stepCode: 1 }, "09"],
    ["4.001", "A", "41"],
    ["5.001", 100, "ff"],
    ["5.001", 0, "00"],
    ["5.003", 360, "ff"],
    ["5.010", 200, "c8"],
    ["6.010", -1, "ff"],
    ["7.600", 2700, "0a8c"],
    ["7.003", 50, "0005"],
    ["8.010", -0.01, "ffff"],
    ["9.001", 21.5, "0c33"],
    ["9.001", -30, "8a24"],
    ["9.001", 0, "0000"],
    ["9.004", 670_433.28, "7ffe"],
    ["9.002", -671_088.64, "f800"],
    ["10.001", { day: "wednesday", hour: 13, minute: 37, second: 59 }, "6d253b"],
    ["11.001", "2026-11-28", "1c0b1a"],
    ["11.001", "1999-01-02", "020163"],
    ["12.001", 4_294_967_295, "ffffffff"],
    ["13.010", -2, "fffffffe"],
    ["14.056", 1200.5, "44961000"],
    ["14.068", 21.3, "41aa6666"],
    [
      "15.000",
      { ...digits(1, 2, 3, 4, 5, 6), error: false, accepted: true, rightToLeft: false, encrypted: false, index: 3 },
      "12345643",
    ],
    ["16.000", "KNX is OK", "4b4e58206973204f4b0000000000"],
    ["16.001", "Küche", "4bfc63686500000000000000 0000".replace(" ", "")],
    ["17.001", 5, "05"],
    ["18.001", { learn: true, scene: 63 }, "bf"],
    ["20.102", "comfort", "01"],
    ["20.105", "heat", "01"],
    ["21.601", lampFailure(), "20"],
    ["24.001", "abc", "61626300"],
    ["26.001", { active: true, scene: 1 }, "01"],
    ["26.001", { active: false, scene: 1 }, "41"],
    ["28.001", "Grüße", "4772c3bcc39f6500"],
    ["29.010", -1, "ffffffffffffffff"],
    ["232.600", { red: 255, green: 128, blue: 0 }, "ff8000"],
    ["235.001", { energy: 1000, tariff: 2, energyValid: true, tariffValid: false }, "000003e80201"],
    ["242.600", { x: 1, y: 0, brightness: 100, colourValid: true, brightnessValid: true }, "ffff0000ff03"],
    ["251.600", colours(100, 0, 20, 40), "ff003366000f"],
  ])("say %s %j as %s", (id, meant, bytes) => {
    expect(hex(id, meant)).toBe(bytes);
    expect(value(id, bytes)).toEqual(meant);
  });

  it.each(datapointTypes.map((each) => [each.id, each] as const))(
    "%s give back what they take from any bytes",
    (id, each) => {
      const length = lengthOf(each);
      const bytes = open(id)
        ? fc.uint8Array({ minLength: 1, maxLength: 40 })
        : fc.uint8Array({ minLength: length!, maxLength: length! });
      fc.assert(
        fc.property(bytes, (any) => {
          const meant = attempt(() => each.decode(isAscii(id) ? any.map((byte) => byte & 0x7f) : any));
          if (meant === undefined) return;
          expect(each.decode(each.encode(meant))).toEqual(meant);
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(datapointTypes.filter(({ id }) => !open(id)).map((each) => [each.id, each] as const))(
    "%s refuse bytes that are too few or too many",
    (_, each) => {
      const length = lengthOf(each)!;
      for (const other of [0, length - 1, length + 1, 15]) {
        if (other !== length) expect(() => each.decode(new Uint8Array(other))).toThrow(/bytes/);
      }
    },
  );

  it("refuse any value that they cannot say, with an error of the value", () => {
    fc.assert(
      fc.property(fc.constantFrom(...datapointTypes), fc.anything(), (each, any) => {
        try {
          each.encode(any);
        } catch (error) {
          expect(error).toMatchObject({ code: "WOT_DATA_INVALID" });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("refuse numbers out of their range", () => {
    expect(() => type("5.001").encode(100.5)).toThrow(/from 0 to 100/);
    expect(() => type("9.001").encode(-274)).toThrow(/from -273/);
    expect(() => type("9.001").encode(Number.NaN)).toThrow();
    expect(() => type("20.102").encode("__proto__")).toThrow();
  });

  it("find nonsense in what a device sends", () => {
    expect(() => value("9.001", "7fff")).toThrow(/no valid value/);
    expect(() => value("20.102", "17")).toThrow(/stands for nothing/);
    expect(() => value("10.001", "1f0000")).toThrow(/not from 0 to 23/);
    expect(() => value("11.001", "1f021a")).toThrow(/no date/);
    expect(() => value("14.056", "7f800000")).toThrow(/no number/);
    expect(() => value("28.001", "ff00")).toThrow(/UTF-8/);
  });

  it("are within half a step of any number that a float of two bytes can be", () => {
    fc.assert(
      fc.property(fc.double({ min: -273, max: 670_433, noNaN: true }), (number) => {
        const back = type("9.001").decode(type("9.001").encode(number)) as number;
        const step = 0.01 * 2 ** Math.ceil(Math.log2(Math.max(1, Math.abs(number) / 20.47)));
        expect(Math.abs(back - number)).toBeLessThanOrEqual(step);
      }),
    );
  });

  it("have schemas with units that all their values fit", () => {
    expect(type("9.001").schema).toEqual({
      title: "Temperature",
      type: "number",
      minimum: -273,
      maximum: 670_433.28,
      unit: "qudtUnit:DEG_C",
    });
    expect(type("5.001").schema).toMatchObject({ type: "number", minimum: 0, maximum: 100, unit: "qudtUnit:PERCENT" });
    expect(type("7.003").schema).toMatchObject({ type: "integer", multipleOf: 10, maximum: 655_350 });
    expect(type("232.600").schema).toMatchObject({ type: "object", required: ["red", "green", "blue"] });
  });

  it.each([
    ["9.001", "9.001"],
    ["9.1", "9.001"],
    ["DPST-9-1", "9.001"],
    ["DPT-9", "9"],
    ["dpt9", "9"],
    ["9.xxx", "9"],
    ["9.999", "9"],
    ["14.1200", "14.1200"],
    ["DPT-232", "232.600"],
  ])("are found by %s as %s", (name, id) => {
    expect(datapointType(name)?.id).toBe(id);
  });

  it.each(["", "x", "1.001.002", "__proto__", "999", "20.999", "DPST-", "9."])("are not found by %j", (name) => {
    expect(datapointType(name)).toBeUndefined();
  });

  it("have each number once", () => {
    expect(new Set(datapointTypes.map(({ id }) => id)).size).toBe(datapointTypes.length);
  });
});

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    expect(error).toMatchObject({ code: "WOT_DATA_SYNTAX" });
    return undefined;
  }
}

function digits(...values: readonly number[]): object {
  return Object.fromEntries(values.map((digit, index) => [`digit${6 - index}`, digit]));
}

function lampFailure(): object {
  const names = [
    "overheat",
    "lampFailure",
    "defectiveLoad",
    "underload",
    "overcurrent",
    "undervoltage",
    "loadDetection",
  ];
  return Object.fromEntries(names.map((name) => [name, name === "lampFailure"]));
}

function colours(red: number, green: number, blue: number, white: number): object {
  return { red, green, blue, white, redValid: true, greenValid: true, blueValid: true, whiteValid: true };
}
