import { describe, unconvertible } from "../mapping-error.js";

/** Highest bit of an integer that a double holds exactly. */
export const maxBit = 52;

/** Whether bit `position` of a non-negative integer is set; bit 0 is the least significant. */
export function bitOf(value: unknown, position: number): boolean {
  return Math.floor(bitField(value) / 2 ** position) % 2 === 1;
}

/** `value` with bit `position` set or cleared. */
export function withBit(value: unknown, position: number, isSet: unknown): number {
  if (typeof isSet !== "boolean") throw unconvertible(`expected a boolean, got ${describe(isSet)}`);
  const difference = Number(isSet) - Number(bitOf(value, position));
  return bitField(value) + difference * 2 ** position;
}

/** Consecutive bits of an integer that are a number of their own; bit 0 is the least significant. */
export interface BitRange {
  readonly position: number;
  readonly width: number;
}

/** The number that the bits of `range` are. */
export function bitsOf(value: unknown, { position, width }: BitRange): number {
  return Math.floor(bitField(value) / 2 ** position) % 2 ** width;
}

/** `value` with `number` in the bits of `range`. */
export function withBits(value: unknown, range: BitRange, number: unknown): number {
  const most = 2 ** range.width - 1;
  if (!Number.isSafeInteger(number) || (number as number) < 0 || (number as number) > most) {
    throw unconvertible(`expected an integer of 0 to ${most}, got ${describe(number)}`);
  }
  return bitField(value) + ((number as number) - bitsOf(value, range)) * 2 ** range.position;
}

function bitField(value: unknown): number {
  if (typeof value === "boolean") return Number(value);
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw unconvertible(`expected a non-negative integer, got ${describe(value)}`);
}
