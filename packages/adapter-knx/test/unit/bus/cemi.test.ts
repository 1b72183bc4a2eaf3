import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCemi, encodeCemi } from "../../../src/bus/cemi.js";
import { type GroupTelegram, readTelegram, writeTelegram } from "../../../src/index.js";

const hex = (telegram: GroupTelegram): string => Buffer.from(encodeCemi(telegram)).toString("hex");
const short = (bits: number) => ({ isShort: true, bytes: Uint8Array.of(bits) });
const long = (...bytes: number[]) => ({ isShort: false, bytes: Uint8Array.from(bytes) });

describe("a cEMI frame", () => {
  it("asks for a value, and writes short and long ones", () => {
    expect(hex(readTelegram(0x0804))).toBe("1100bce000000804010000");
    expect(hex(writeTelegram(0x0804, short(1)))).toBe("1100bce000000804010081");
    expect(hex(writeTelegram(0x0805, long(0x0c, 0x33)))).toBe("1100bce000000805030080" + "0c33");
  });

  it("is extended where a value is longer than 14 bytes", () => {
    const bytes = encodeCemi(writeTelegram(1, long(...new Array<number>(20).fill(7))));
    expect(bytes[2]! & 0x80).toBe(0);
    expect(decodeCemi(bytes)?.telegram.value?.bytes).toHaveLength(20);
  });

  it("comes back as it was", () => {
    const telegrams = fc.record({
      source: fc.integer({ min: 0, max: 0xffff }),
      address: fc.integer({ min: 1, max: 0xffff }),
      service: fc.constantFrom("write" as const, "response" as const),
      value: fc.oneof(
        fc.integer({ min: 0, max: 63 }).map(short),
        fc.uint8Array({ minLength: 1, maxLength: 250 }).map((bytes) => ({ isShort: false, bytes })),
      ),
    });
    fc.assert(
      fc.property(
        telegrams,
        fc.constantFrom("request" as const, "confirmation" as const, "indication" as const),
        (telegram, code) => {
          expect(decodeCemi(encodeCemi(telegram, code))).toEqual({ code, isRefused: false, telegram });
        },
      ),
    );
  });

  it("says that nobody has acknowledged a telegram", () => {
    const frame = encodeCemi(readTelegram(1), "confirmation");
    frame[2] = frame[2]! | 1;
    expect(decodeCemi(frame)?.isRefused).toBe(true);
  });

  it("passes over what stands before the telegram", () => {
    const plain = encodeCemi(writeTelegram(0x0804, short(1)), "indication");
    const frame = Uint8Array.from([0x29, 4, 3, 2, 1, 0, ...plain.subarray(2)]);
    expect(decodeCemi(frame)).toEqual(decodeCemi(plain));
  });

  it("is nothing when it is cut off, to one device, secured, or no telegram at all", () => {
    const whole = encodeCemi(writeTelegram(0x0805, long(1, 2)), "indication");
    for (let length = 0; length < whole.length; length++) expect(decodeCemi(whole.subarray(0, length))).toBeUndefined();
    const toDevice = Uint8Array.from(whole);
    toDevice[3] = 0x60;
    expect(decodeCemi(toDevice)).toBeUndefined();
    const secured = Uint8Array.from(whole);
    secured.set([0x03, 0xf1], 9);
    expect(decodeCemi(secured)).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (any) => void decodeCemi(any)));
  });
});
