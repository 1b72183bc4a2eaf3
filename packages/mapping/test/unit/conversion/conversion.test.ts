import { DataSchemaError, ThingDescriptionError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileConversion } from "../../../src/conversion/conversion.js";
import { readEntries } from "../../../src/mapping-entry.js";
import { MapTerms } from "../../../src/vocabulary.js";

const nothing = { vendor: undefined, model: {} };

function conversion(terms: Record<string, unknown>, vendor?: DataSchema, model?: DataSchema) {
  const [entry] = readEntries({ "map:property": "x", ...terms }, "/properties/x", new MapTerms(undefined));
  return compileConversion(entry!, { vendor, payload: vendor, model });
}

const percent = { type: "integer", minimum: 0, maximum: 100 } as const;
const bri = { type: "integer", minimum: 1, maximum: 254 } as const;
const brightness = conversion({ "map:range": { "map:vendor": [0, 254], "map:model": [0, 100] } }, bri, percent);

describe("a conversion by map:range", () => {
  it("reads 127 and 128 of 254 as 50 %", () => {
    expect(brightness.read(127, nothing)).toBe(50);
    expect(brightness.read(128, nothing)).toBe(50);
  });

  it("writes 50 % as 127 of 254", () => {
    expect(brightness.write(50, nothing)).toBe(127);
  });

  it("reads back every percentage that it wrote", () => {
    for (let value = 0; value <= 100; value++)
      expect(brightness.read(brightness.write(value, nothing), nothing)).toBe(value);
  });

  it("stays within what the device takes", () => {
    expect(brightness.write(0, nothing)).toBe(1);
    expect(brightness.read(255, nothing)).toBe(100);
  });

  it("says what the device's limits are in the model", () => {
    expect(brightness.limits).toEqual({ minimum: 0, maximum: 100 });
  });

  it("can run against the vendor's direction", () => {
    const blind = conversion({ "map:range": { "map:vendor": [0, 255], "map:model": [100, 0] } }, undefined, percent);
    expect(blind.read(255, nothing)).toBe(0);
    expect(blind.write(100, nothing)).toBe(0);
  });
});

describe("a conversion by map:scale and map:offset", () => {
  const tenths = conversion({ "map:scale": 0.1 }, { type: "integer" }, { type: "number" });

  it("leaves no noise of binary fractions", () => {
    expect(tenths.read(213, nothing)).toBe(21.3);
    expect(tenths.read(-7, nothing)).toBe(-0.7);
    expect(tenths.read(3, nothing)).toBe(0.3);
  });

  it("is inverted exactly by its write, for every register value", () => {
    fc.assert(
      fc.property(fc.integer({ min: -32768, max: 32767 }), (register) => {
        expect(tenths.write(tenths.read(register, nothing), nothing)).toBe(register);
      }),
    );
  });

  it("rounds to the vendor's step", () => {
    expect(tenths.write(20.25, nothing)).toBe(203);
    const halves = conversion({ "map:scale": 1 }, { type: "number", multipleOf: 0.5 }, { type: "number" });
    expect(halves.write(20.3, nothing)).toBe(20.5);
  });

  it("adds the offset after scaling", () => {
    const shifted = conversion({ "map:scale": 0.5, "map:offset": -40 });
    expect(shifted.read(130, nothing)).toBe(25);
    expect(shifted.write(25, nothing)).toBe(130);
  });

  it("round-trips any decimal scale to within half a step", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.001, 0.01, 0.1, 0.25, 0.4, 2, 10, -0.1, 1.8),
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: -100_000, max: 100_000 }),
        (scale, offset, raw) => {
          const any = conversion({ "map:scale": scale, "map:offset": offset }, { type: "integer" });
          expect(any.write(any.read(raw, nothing), nothing)).toBe(raw);
        },
      ),
    );
  });

  it("refuses what is no number", () => {
    for (const value of ["21", true, {}, [], Number.NaN]) {
      expect(() => tenths.read(value, nothing)).toThrow(DataSchemaError);
    }
  });
});

describe("a conversion by map:unit", () => {
  const kelvin = { type: "integer", unit: "unit:K", minimum: 1000, maximum: 20_000 } as const;
  const mired = conversion({ "map:unit": "unit:PER-MegaK" }, { type: "integer", minimum: 153, maximum: 454 }, kelvin);

  it("turns mired into kelvin and back", () => {
    expect(mired.read(250, nothing)).toBe(4000);
    expect(mired.write(4000, nothing)).toBe(250);
  });

  it("keeps every mired that the device has", () => {
    for (let value = 153; value <= 454; value++) expect(mired.write(mired.read(value, nothing), nothing)).toBe(value);
  });

  it("takes the nearest value that the device has", () => {
    expect(mired.write(2000, nothing)).toBe(454);
    expect(mired.write(9000, nothing)).toBe(153);
    expect(mired.limits).toEqual({ minimum: 2203, maximum: 6536 });
  });

  it("refuses 0 mired", () => {
    expect(() => mired.read(0, nothing)).toThrow(DataSchemaError);
  });

  it.each([
    ["unit:DEG_F", "unit:DEG_C", 212, 100],
    ["unit:DEG_F", "unit:DEG_C", -40, -40],
    ["unit:K", "unit:DEG_C", 294.45, 21.3],
    ["unit:FRACTION", "unit:PERCENT", 0.482, 48.2],
    ["unit:PPB", "unit:PPM", 1500, 1.5],
    ["unit:MilliGM-PER-M3", "unit:MicroGM-PER-M3", 0.012, 12],
    ["http://qudt.org/vocab/unit/MIN", "unit:SEC", 2, 120],
  ])("knows %s and %s", (from, to, vendor, model) => {
    const step = conversion({ "map:unit": from }, undefined, { type: "number", unit: to });
    expect(step.read(vendor, nothing)).toBe(model);
    expect(step.write(model, nothing)).toBeCloseTo(vendor, 9);
  });

  it("refuses units that do not measure the same", () => {
    expect(() => conversion({ "map:unit": "unit:LUX" }, undefined, kelvin)).toThrow(ThingDescriptionError);
    expect(() => conversion({ "map:unit": "unit:FURLONG" }, undefined, kelvin)).toThrow(/no conversion/);
    expect(() => conversion({ "map:unit": "unit:K" }, undefined, { type: "number" })).toThrow(/no unit/);
  });

  it("comes after the scale", () => {
    const tenthsOfKelvin = conversion(
      { "map:scale": 0.1, "map:unit": "unit:K" },
      { type: "integer" },
      {
        type: "number",
        unit: "unit:DEG_C",
      },
    );
    expect(tenthsOfKelvin.read(2942, nothing)).toBe(21.05);
    expect(tenthsOfKelvin.write(21.05, nothing)).toBe(2942);
  });
});

describe("a conversion by map:enum", () => {
  const modes = { "0": "off", "1": "heat", "2": "cool" };
  const mode = conversion({ "map:enum": modes }, { type: "integer" }, { type: "string" });

  it("goes both ways, with the vendor's type", () => {
    expect(mode.read(1, nothing)).toBe("heat");
    expect(mode.write("heat", nothing)).toBe(1);
  });

  it("refuses values outside the table on both sides", () => {
    for (const value of [99, "constructor", null, {}, []]) {
      if (value !== null) expect(() => mode.read(value, nothing)).toThrow(DataSchemaError);
      expect(() => mode.write(value, nothing)).toThrow(DataSchemaError);
    }
  });

  it("inverts booleans", () => {
    const open = conversion({ "map:enum": { true: false, false: true } }, { type: "boolean" }, { type: "boolean" });
    expect(open.read(false, nothing)).toBe(true);
    expect(open.write(true, nothing)).toBe(false);
  });
});

describe("a conversion by map:bits", () => {
  const mode = { "map:bits": [4, 2], "map:enum": { 0: "off", 1: "heat", 2: "cool" } };
  const speed = conversion({ "map:bits": [0, 3] }, { type: "integer" }, { type: "integer" });
  const context = { vendor: 0b1101_0101, model: {} };

  it("reads a number that is some bits of another", () => {
    expect(speed.read(0b1101_0101, nothing)).toBe(5);
    expect(conversion(mode).read(0b1101_0101, nothing)).toBe("heat");
    expect(() => conversion(mode).read(0b11_0000, nothing)).toThrow(DataSchemaError);
  });

  it("writes the whole register with those bits changed", () => {
    expect(speed.write(2, context)).toBe(0b1101_0010);
    expect(speed.write(9, context)).toBe(0b1101_0111);
    expect(conversion(mode).write("cool", context)).toBe(0b1110_0101);
    expect(() => speed.write(2, nothing)).toThrow(/present value is not known/);
  });

  it("gives back what it wrote and leaves all other bits, in every register", () => {
    const register = fc.integer({ min: 0, max: 2 ** 52 });
    const field = fc
      .integer({ min: 0, max: 40 })
      .chain((low) => fc.tuple(fc.constant(low), fc.integer({ min: 1, max: 12 })));
    fc.assert(
      fc.property(register, field, fc.nat(), (vendor, [low, count], number) => {
        const field = conversion({ "map:bits": [low, count] });
        const value = number % 2 ** count;
        const after = field.write(value, { vendor, model: {} });
        expect(field.read(after, nothing)).toBe(value);
        expect(field.write(0, { vendor: after, model: {} })).toBe(field.write(0, { vendor, model: {} }));
      }),
    );
  });
});

describe("a conversion by map:bit", () => {
  const alarm = conversion({ "map:bit": 2 }, { type: "integer" }, { type: "boolean" });

  it("reads one bit", () => {
    expect(alarm.read(0b0100, nothing)).toBe(true);
    expect(alarm.read(0b1011, nothing)).toBe(false);
  });

  it("writes the whole register with the bit changed", () => {
    expect(alarm.needsVendor).toBe(true);
    expect(alarm.write(true, { vendor: 0b1001, model: {} })).toBe(0b1101);
    expect(alarm.write(false, { vendor: 0b1101, model: {} })).toBe(0b1001);
  });

  it("does not guess the other bits", () => {
    expect(() => alarm.write(true, nothing)).toThrow(/not known/);
  });

  it("refuses what has no bits", () => {
    for (const value of [-1, 1.5, "4"]) expect(() => alarm.read(value, nothing)).toThrow(DataSchemaError);
  });
});

describe("a conversion by map:pick", () => {
  const state: DataSchema = { type: "object", properties: { state: { type: "object", properties: { bri } } } };
  const range = { "map:range": { "map:vendor": [0, 254], "map:model": [0, 100] } };

  it("reads one part of a composed value", () => {
    const part = conversion({ "map:pick": "/state/bri", ...range }, state, percent);
    expect(part.read({ state: { bri: 254, on: true } }, nothing)).toBe(100);
  });

  it("reads nothing where the part is missing or null", () => {
    const part = conversion({ "map:pick": "/state/bri", ...range }, state, percent);
    for (const value of [{}, { state: null }, { state: { bri: null } }, null, 4, []]) {
      expect(part.read(value, nothing)).toBeUndefined();
    }
  });

  it("writes the part alone, or into the latest value", () => {
    const patch = conversion({ "map:pick": "/state/bri", ...range }, state, percent);
    expect(patch.write(50, { vendor: { state: { bri: 1, on: true } }, model: {} })).toEqual({ state: { bri: 127 } });
    const replace = conversion({ "map:pick": "/state/bri", "map:compose": "replace", ...range }, state, percent);
    const vendor = { state: { bri: 1, on: true } };
    expect(replace.write(50, { vendor, model: {} })).toEqual({ state: { bri: 127, on: true } });
    expect(vendor.state.bri).toBe(1);
  });

  it("looks at own members only", () => {
    expect(() => conversion({ "map:pick": "/__proto__/x" })).toThrow(ThingDescriptionError);
    expect(conversion({ "map:pick": "/toString" }).read({}, nothing)).toBeUndefined();
  });
});

describe("a conversion by JSONata", () => {
  const xy = conversion(
    { "map:pick": "/xy", "map:read": '{"x": $[0], "y": $[1]}', "map:write": "[x, y]", "map:put": "/xy" },
    undefined,
    { type: "object", properties: { x: { type: "number" }, y: { type: "number" } } },
  );

  it("goes both ways", async () => {
    expect(await xy.read({ xy: [0.3, 0.4] }, nothing)).toEqual({ x: 0.3, y: 0.4 });
    expect(await xy.write({ x: 0.3, y: 0.4 }, nothing)).toEqual({ xy: [0.3, 0.4] });
  });

  it("sees the vendor's state and the model's", async () => {
    const composed = conversion({ "map:write": '{"bri": $ + $state.bri, "on": $model.on}' });
    expect(await composed.write(1, { vendor: { bri: 2 }, model: { on: true } })).toEqual({ bri: 3, on: true });
  });

  it("knows bits", async () => {
    const status = conversion({ "map:read": '$bit($, 1) ? "heating" : "idle"' });
    expect(await status.read(2, nothing)).toBe("heating");
    expect(await status.read(5, nothing)).toBe("idle");
  });

  it("cannot be written without map:write", () => {
    expect(conversion({ "map:read": "$ + 1" }).isWritable).toBe(false);
  });

  it("rejects with DataSchemaError when it fails", async () => {
    const sum = conversion({ "map:read": "$ + 1" });
    await expect(sum.read("a", nothing)).rejects.toThrow(DataSchemaError);
  });

  it("holds the result against the model", async () => {
    const text = conversion({ "map:read": "$string($)" }, undefined, { type: "integer" });
    await expect(text.read(5, nothing)).rejects.toThrow(DataSchemaError);
  });
});

describe("a conversion", () => {
  it("holds what it read against the model's schema", () => {
    const plain = conversion({}, undefined, percent);
    expect(plain.read(100, nothing)).toBe(100);
    expect(() => plain.read(101, nothing)).toThrow(DataSchemaError);
    expect(() => plain.read("5", nothing)).toThrow(DataSchemaError);
  });

  it.each([
    ["a scale of 0", { "map:scale": 0 }],
    ["a scale and a range", { "map:scale": 1, "map:range": { "map:vendor": [0, 1], "map:model": [0, 1] } }],
    ["a bit and a scale", { "map:bit": 1, "map:scale": 2 }],
    ["a table and a scale", { "map:enum": { a: 1 }, "map:scale": 2 }],
    ["an expression and a scale", { "map:read": "$", "map:scale": 2 }],
    ["a range of no width", { "map:range": { "map:vendor": [1, 1], "map:model": [0, 1] } }],
    ["half a range", { "map:range": { "map:vendor": [0, 1] } }],
    ["an empty table", { "map:enum": {} }],
    ["a table of objects", { "map:enum": { a: {} } }],
    ["a bit beyond an exact integer", { "map:bit": 53 }],
    ["bits beyond an exact integer", { "map:bits": [50, 4] }],
    ["a term that is mistyped", { "map:sclae": 2 }],
    ["no bits", { "map:bits": [3, 0] }],
    ["a bit and bits", { "map:bit": 3, "map:bits": [3, 2] }],
    ["other values without an expression that makes one of them", { "map:with": ["y"] }],
    ["a pick that is no pointer", { "map:pick": "state" }],
    ["an unknown way to compose", { "map:compose": "merge" }],
    ["a scale that is text", { "map:scale": "0.1" }],
    ["a broken expression", { "map:read": "((" }],
    ["a regular expression", { "map:read": "$match($, /(a+)+$/)" }],
    ["$eval", { "map:read": '$eval("1")' }],
    ["a function by another name", { "map:read": "($f := $random; $f())" }],
    ["a name of the prototype", { "map:read": "constructor" }],
    ["a very long expression", { "map:read": `1${"+1".repeat(1500)}` }],
    ["a deeply nested expression", { "map:read": `${"(".repeat(900)}1${")".repeat(900)}` }],
  ])("refuses %s, saying where", (_, terms) => {
    expect(() => conversion(terms)).toThrow(
      expect.objectContaining({ code: "WOT_MAPPING", pointer: expect.stringMatching(/^\/properties\/x/) }),
    );
  });

  it.each([
    ["recursion without end", "($f := function($x) { 1 + $f($x) }; $f(1))"],
    ["more steps than it may take", "$sum([1..5000].($ * 2 + 1 - 3))"],
    ["a loop without end", "($f := function($x) { $f($x) }; $f(1))"],
    ["a huge sequence", "$sum([1..9999999])"],
    ["a result that is a function", "$sum"],
    ["a result with a prototype's name", '{$ & "to__": 1}'],
  ])("survives %s", async (_, expression) => {
    await expect(conversion({ "map:read": expression }).read("__pro", nothing)).rejects.toThrow(DataSchemaError);
  });
});
