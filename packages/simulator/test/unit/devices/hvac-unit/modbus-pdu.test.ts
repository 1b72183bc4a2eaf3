import fc from "fast-check";
import { expect, test } from "vitest";
import type { ModbusCell } from "../../../../src/devices/hvac-unit/modbus-cell.js";
import { answerPdu } from "../../../../src/devices/hvac-unit/modbus-pdu.js";

function memory(size: number, writable: boolean): Map<number, ModbusCell> {
  const values = new Array<number>(size).fill(0);
  return new Map(
    values.map((_, address): [number, ModbusCell] => {
      const read = () => values[address]!;
      const write = (value: number): void => {
        values[address] = value;
      };
      return [address, writable ? { read, write } : { read }];
    }),
  );
}
const tables = () => ({
  coils: memory(20, true),
  discreteInputs: memory(20, false),
  holdingRegisters: memory(200, true),
  inputRegisters: memory(200, false),
});

test("bits are packed from the lowest bit on, the last byte filled with zeros", () => {
  const device = tables();
  answerPdu(device, Buffer.of(15, 0, 0, 0, 10, 2, 0b1010_0101, 0b11));
  expect(answerPdu(device, Buffer.of(1, 0, 0, 0, 12))).toEqual(Buffer.of(1, 2, 0b1010_0101, 0b11));
});

test("a single coil is written with 0xff00 and 0x0000 and nothing else", () => {
  const device = tables();
  const on = Buffer.of(5, 0, 3, 0xff, 0);
  expect(answerPdu(device, on)).toEqual(on);
  expect(answerPdu(device, Buffer.of(1, 0, 3, 0, 1))).toEqual(Buffer.of(1, 1, 1));
  expect(answerPdu(device, Buffer.of(5, 0, 3, 0, 1))).toEqual(Buffer.of(0x85, 3));
});

test("a multiple write answers its address and quantity", () => {
  const answer = answerPdu(tables(), Buffer.of(16, 0, 1, 0, 2, 4, 1, 2, 3, 4));
  expect(answer).toEqual(Buffer.of(16, 0, 1, 0, 2));
});

test.each([
  ["no register", Buffer.of(3, 0, 0, 0, 0), 3],
  ["126 registers", Buffer.of(3, 0, 0, 0, 126), 3],
  ["2001 bits", Buffer.of(1, 0, 0, 0x07, 0xd1), 3],
  ["124 registers to write", Buffer.of(16, 0, 0, 0, 124, 248), 3],
  ["a byte count that disagrees", Buffer.of(16, 0, 0, 0, 2, 3, 1, 2, 3), 3],
  ["fewer bytes than counted", Buffer.of(16, 0, 0, 0, 2, 4, 1, 2, 3), 3],
  ["the end of the table", Buffer.of(4, 0, 199, 0, 2), 2],
  ["an address past 65535", Buffer.of(4, 0xff, 0xff, 0, 2), 2],
  ["a cut request", Buffer.of(3, 0), 3],
])("%s is refused", (_what, request, exception) => {
  expect(answerPdu(tables(), request)).toEqual(Buffer.of(request[0]! | 0x80, exception));
});

test("any request has an answer that fits a PDU and carries its function code", () => {
  const device = tables();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 0, maxLength: 253 }), (bytes) => {
      const answer = answerPdu(device, Buffer.from(bytes));
      expect(answer.length).toBeLessThanOrEqual(253);
      expect(answer[0]! & 0x7f).toBe((bytes[0] ?? 0) & 0x7f);
    }),
  );
});

test("every prefix of a valid request is refused or answered, never thrown at", () => {
  const request = Buffer.of(16, 0, 1, 0, 2, 4, 1, 2, 3, 4);
  for (let length = 1; length < request.length; length += 1) {
    expect(answerPdu(tables(), request.subarray(0, length))).toEqual(Buffer.of(0x90, 3));
  }
});
