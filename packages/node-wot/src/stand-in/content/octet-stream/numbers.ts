import { octetStream } from "@thingwright/codecs";
import { unusable } from "./layout.js";

/** Value of the bytes of an integer, 1 to 8 of them, the highest first. */
export function integerFrom(bytes: Uint8Array, signed: boolean): number {
  if (bytes.length < 1 || bytes.length > 8) throw unusable(`An integer of ${bytes.length} bytes is not supported`);
  const plain = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  const value = Number(signed ? BigInt.asIntN(bytes.length * 8, plain) : plain);
  if (!Number.isSafeInteger(value)) throw unusable("Result is not a safe integer");
  return value;
}

/** Bytes of an integer, the highest first, of which the last `bits` count. */
export function integerTo(value: unknown, bits: number, signed: boolean): Buffer {
  if (typeof value !== "number") throw unusable("Value is not a number");
  const most = 2 ** (signed ? bits - 1 : bits) - 1;
  if (!(value <= most && value >= (signed ? -most - 1 : 0))) {
    throw unusable(
      `Integer overflow when representing ${value} as ${signed ? "a signed" : "an unsigned"} integer using ${bits} bit(s)`,
    );
  }
  if (!Number.isSafeInteger(value)) throw unusable(`Value is not a safe integer: ${value}`);
  const length = Math.ceil(bits / 8);
  return Buffer.from(
    BigInt.asUintN(bits, BigInt(value))
      .toString(16)
      .padStart(length * 2, "0"),
    "hex",
  );
}

/** Value of the bytes of an IEEE 754 number: 2, 4 or 8 of them, the highest first. */
export function floatFrom(bytes: Uint8Array): number {
  checkFloat(bytes.length * 8);
  return plain.decode(bytes, number, new Map()) as number;
}

/** Bytes of the nearest IEEE 754 number of `bits`, the highest first. */
export function floatTo(value: unknown, bits: number): Buffer {
  if (typeof value !== "number") throw unusable("Value is not a number");
  checkFloat(bits);
  return Buffer.from(plain.encode(value, number, new Map([["length", String(bits / 8)]])));
}

const plain = octetStream();

const number = { type: "number" } as const;

function checkFloat(bits: number): void {
  if (bits === 16 || bits === 32 || bits === 64) return;
  throw unusable(`Wrong buffer length for type 'number', must be 16, 32, or 64 is ${bits}`);
}
