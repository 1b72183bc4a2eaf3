import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc16 } from "../../../src/protocol/crc16.js";
import { mbap } from "../../../src/protocol/mbap.js";
import { rtu } from "../../../src/protocol/rtu.js";
import { mbapFrame, rtuFrame } from "../../support/scripted-slave.js";

/** Answers of every function, without their framing. */
const answers: readonly (readonly [string, readonly number[]])[] = [
  ["coils", [1, 2, 0xcd, 0x01]],
  ["registers", [3, 4, 0, 1, 0, 2]],
  ["a written coil", [5, 0, 172, 0xff, 0]],
  ["the exception status", [7, 0x6d]],
  ["diagnostics", [8, 0, 0, 0xa5, 0x37]],
  ["the event counter", [11, 0xff, 0xff, 1, 8]],
  ["written registers", [16, 0, 1, 0, 2]],
  ["the server's id", [17, 3, 1, 2, 0xff]],
  ["a file record", [20, 6, 5, 6, 0x0d, 0xfe, 0, 0x20]],
  ["a written file record", [21, 9, 6, 0, 4, 0, 7, 0, 1, 6, 0xaf]],
  ["a masked register", [22, 0, 4, 0, 0xf2, 0, 0x25]],
  ["registers after a write", [23, 2, 0, 0xfe]],
  ["a queue", [24, 0, 4, 0, 1, 1, 0xb8]],
  ["an identification", [43, 14, 1, 1, 0, 0, 2, 0, 2, 65, 66, 1, 1, 67]],
  ["an exception", [0x83, 2]],
];

describe("Modbus TCP frames", () => {
  it("are those of the standard", () => {
    // Messaging on TCP/IP 1.0b, appendix: read one register at 5 of unit 0xFF, as transaction 0x1501.
    expect([...mbap.encode(0x1501, 0xff, Uint8Array.of(3, 0, 4, 0, 1))]).toEqual([
      0x15, 0x01, 0, 0, 0, 6, 0xff, 3, 0, 4, 0, 1,
    ]);
  });

  it.each(answers)("are found whole, and no sooner: %s", (_, pdu) => {
    const bytes = mbapFrame(7, 17, pdu);
    for (let length = 0; length < bytes.length; length++)
      expect(mbap.decode(bytes.subarray(0, length))).toBeUndefined();
    const following = Uint8Array.of(...bytes, 1, 2, 3);
    expect(mbap.decode(following)).toEqual({ number: 7, unitId: 17, pdu: Uint8Array.from(pdu), length: bytes.length });
  });

  it.each([
    ["another protocol", [0, 1, 0, 1, 0, 6]],
    ["no length", [0, 1, 0, 0, 0, 1]],
    ["too great a length", [0, 1, 0, 0, 1, 0]],
  ])("are refused with %s", (_, bytes) => {
    expect(() => mbap.decode(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code: "WOT_PROTOCOL" }));
  });
});

describe("Modbus RTU frames", () => {
  it("end with the CRC of the standard", () => {
    // Modbus over serial line 1.02, appendix B: the CRC of 02 07 is 0x1241, low byte first.
    expect(crc16(Uint8Array.of(2, 7))).toBe(0x1241);
    expect([...rtu.encode(0, 2, Uint8Array.of(7))]).toEqual([2, 7, 0x41, 0x12]);
  });

  it.each(answers)("are found whole, and no sooner: %s", (_, pdu) => {
    const bytes = rtuFrame(17, pdu);
    for (let length = 0; length < bytes.length; length++) expect(rtu.decode(bytes.subarray(0, length))).toBeUndefined();
    const following = Uint8Array.of(...bytes, 1, 2, 3);
    expect(rtu.decode(following)).toEqual({
      number: undefined,
      unitId: 17,
      pdu: Uint8Array.from(pdu),
      length: bytes.length,
    });
  });

  it("are refused with a wrong CRC, an unknown function, or no end", () => {
    const wrong = rtuFrame(17, [3, 2, 0, 1]);
    wrong[3] = 9;
    for (const bytes of [wrong, Uint8Array.of(1, 99), rtuFrame(1, [24, 0xff, 0xff])]) {
      expect(() => rtu.decode(bytes)).toThrow(expect.objectContaining({ code: "WOT_PROTOCOL" }));
    }
  });

  it("make nothing of noise but a frame, a refusal, or a wish for more", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        for (const framing of [mbap, rtu]) {
          try {
            const frame = framing.decode(bytes);
            if (frame !== undefined) expect(frame.length).toBeLessThanOrEqual(bytes.length);
          } catch (error) {
            expect(error).toMatchObject({ code: "WOT_PROTOCOL" });
          }
        }
      }),
    );
  });
});
