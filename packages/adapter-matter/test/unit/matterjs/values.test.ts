import { describe, expect, it } from "vitest";
import { attributeSchema, dataSchemaOf } from "../../../src/matterjs/data-schema.js";
import { fromJson, toJson } from "../../../src/matterjs/json-value.js";
import { readPairingCode } from "../../../src/matterjs/pairing-code.js";
import { spoken } from "../../../src/spoken-name.js";
import { fakeLibrary, model } from "../../support/fake-library.js";

describe("a value of the library", () => {
  it.each([
    [undefined, null],
    [Number.NaN, null],
    [12n, 12],
    [2n ** 60n, "1152921504606846976"],
    [Math.fround(0.012), 0.012],
    [21.5, 21.5],
    [0.1, 0.1],
    [Uint8Array.of(1, 2), "AQI="],
    [{ heat: true, cool: undefined, toJSON: () => 1 }, { heat: true }],
    [
      [1n, { deep: [null] }],
      [1, { deep: [null] }],
    ],
    [() => 1, null],
  ])("%s is plain JSON", (value, json) => {
    expect(toJson(value)).toEqual(json);
  });

  it("that contains itself ends somewhere", () => {
    const value: Record<string, unknown> = {};
    value.self = value;
    expect(JSON.stringify(toJson(value)).length).toBeLessThan(1_000);
  });

  it("is made of JSON by its model", () => {
    const bytes = model("key", "bytes");
    const list = model("list", "array", { listEntry: bytes });
    const struct = model("struct", "object", { members: [list, model("big", "integer")] });
    expect(fromJson({ list: ["AQI="], big: "1152921504606846976" }, struct)).toEqual({
      list: [Uint8Array.of(1, 2)],
      big: 2n ** 60n,
    });
    expect([fromJson(null, bytes), fromJson(3, model("n", "integer")), fromJson("x", list)]).toEqual([null, 3, "x"]);
    for (const [value, kind] of [
      ["é", bytes],
      [3, bytes],
      ["1.5", model("n", "integer")],
      [{ other: 1 }, struct],
    ] as const) {
      expect(() => fromJson(value, kind)).toThrow();
    }
  });
});

describe("the schema of a value", () => {
  const mode = model("mode", "enum", { members: [model("Off", "x", { id: 0 }), model("HeatStage2", "x", { id: 4 })] });

  it("names the values of an enumeration: as a choice for what is taken, in words for what is given", () => {
    expect(dataSchemaOf(mode, "taken")).toEqual({
      type: "integer",
      oneOf: [
        { const: 0, title: "Off" },
        { const: 4, title: "Heat stage2" },
      ],
    });
    expect(dataSchemaOf(mode, "given")).toEqual({ type: "integer", description: "0: Off, 4: Heat stage2" });
  });

  it("has the members of bitmaps and structs, and items of lists", () => {
    const bit = (name: string, value: unknown) => model(name, "boolean", { constraint: { value } });
    const map = model("state", "bitmap", { members: [bit("heat", 0), bit("level", undefined)] });
    const list = model("list", "array", {
      listEntry: model("struct", "object", { members: [map, model("name", "string")] }),
    });
    expect(dataSchemaOf(list, "given")).toEqual({
      type: "array",
      items: {
        type: "object",
        properties: {
          state: { type: "object", properties: { heat: { type: "boolean" }, level: { type: "integer", minimum: 0 } } },
          name: { type: "string" },
        },
      },
    });
  });

  it("says the range of what is taken, and that big numbers may be strings", () => {
    const int16 = model("n", "integer", { primitiveBase: { name: "int16" }, effectiveConstraint: { min: -5 } });
    expect(dataSchemaOf(int16, "taken")).toEqual({ type: "integer", minimum: -5, maximum: 32_767 });
    const text = model("s", "string", { effectiveConstraint: { value: 2 } });
    expect(dataSchemaOf(text, "taken")).toEqual({ type: "string", minLength: 2, maxLength: 2 });
    const referring = { effectiveConstraint: { min: { type: "reference", name: "least" }, max: { name: "absent" } } };
    const limited = model("n", "integer", { primitiveBase: { name: "uint8" }, ...referring });
    expect(attributeSchema(limited, "taken", { least: 7 })).toEqual({ type: "integer", minimum: 7, maximum: 255 });
    const big = model("n", "integer", { primitiveBase: { name: "uint64" } });
    expect(dataSchemaOf(big, "given")).toEqual({
      oneOf: [{ type: "integer" }, { type: "string", pattern: "^-?[0-9]+$" }],
    });
  });

  it("of a struct that contains itself ends somewhere", () => {
    const members: object[] = [];
    const struct = model("struct", "object", { members });
    members.push(struct);
    expect(JSON.stringify(dataSchemaOf(struct, "given")).length).toBeLessThan(1_000);
  });
});

describe("a pairing code", () => {
  it("is a QR payload, or 11 or 21 digits however they are grouped", () => {
    expect(readPairingCode(" MT:Y.K90IRV01PA0648G00 ", fakeLibrary)).toMatchObject({ discriminator: 3840 });
    expect(readPairingCode("3497-011-2332", fakeLibrary)).toMatchObject({ shortDiscriminator: 15 });
    expect(readPairingCode("349701123321234567890", fakeLibrary)).toMatchObject({ passcode: 2 });
  });

  it("is nothing else, and is in no message", () => {
    for (const code of ["", "MT:", "12345", "00000000000", "MT:EMPTYEMPTYEMPTY", "x".repeat(1_000)]) {
      expect(() => readPairingCode(code, fakeLibrary), code).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
    }
    expect(() => readPairingCode("20202021999", { ...fakeLibrary, types: {} as never })).toThrow(/^(?!.*20202021999)/);
  });
});

describe("a name of the specification", () => {
  it("is said as people do", () => {
    expect(["OnOffTransitionTime", "pm25ConcentrationMeasurement", "smokeCoAlarm", "TVOCValue"].map(spoken)).toEqual([
      "On off transition time",
      "Pm25 concentration measurement",
      "Smoke co alarm",
      "TVOC value",
    ]);
  });
});
