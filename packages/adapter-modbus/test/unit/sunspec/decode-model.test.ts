import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeModel, modelTable, sunSpecCodec } from "../../../src/index.js";
import { modelRegisters } from "../../support/sunspec-registers.js";

const bytesOf = (registers: readonly number[]): Uint8Array =>
  Uint8Array.from(registers.flatMap((register) => [register >> 8, register & 0xff]));

const inverter = modelTable(103)!;

describe("a SunSpec model", () => {
  it("has its values scaled by the factors beside them", () => {
    const raw = { A: 1234, W: -3451, WH: 1_234_567, Hz: 4998, TmpCab: 415, St: 4, Evt1: 0x80 };
    const registers = modelRegisters(103, 50, raw, { 4: -2, 13: 1, 15: -2, 24: 0, 35: -1 });
    expect(decodeModel(bytesOf(registers), inverter)).toEqual({
      A: 12.34,
      W: -34_510,
      Hz: 49.98,
      WH: 1_234_567,
      TmpCab: 41.5,
      St: "running",
      Evt1: 0x80,
    });
  });

  it("in floating point has no factors, and what is no number is not there", () => {
    const registers = modelRegisters(113, 60, { W: 345.5, A: Number.POSITIVE_INFINITY });
    expect(decodeModel(bytesOf(registers), modelTable(113)!)).toEqual({ W: 345.5 });
  });

  it("with a state that nobody knows has its number", () => {
    expect(decodeModel(bytesOf(modelRegisters(103, 50, { St: 77 })), inverter)).toMatchObject({ St: "77" });
  });

  it("that is cut off, or has a factor that is none, is refused", () => {
    const registers = modelRegisters(103, 50, { W: 1 }, { 13: 11 });
    expect(() => decodeModel(bytesOf(registers), inverter)).toThrow(
      expect.objectContaining({ code: "WOT_DATA_SYNTAX" }),
    );
    for (let length = 0; length < 50; length++) {
      const cut = bytesOf(modelRegisters(103, 50, {})).subarray(0, length * 2);
      expect(() => decodeModel(cut, inverter)).toThrow(expect.objectContaining({ code: "WOT_DATA_SYNTAX" }));
    }
  });

  it("of any bytes is a value or a refusal", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 260 }), fc.constantFrom(101, 113, 203, 213, 802, 9), (bytes, id) => {
        try {
          for (const value of Object.values(
            sunSpecCodec.decode(bytes, undefined, new Map([["model", `${id}`]])) as object,
          )) {
            expect(typeof value === "string" || Number.isFinite(value)).toBe(true);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: "WOT_DATA_SYNTAX" });
        }
      }),
    );
  });
});
