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

function bitField(value: unknown): number {
  if (typeof value === "boolean") return Number(value);
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw unconvertible(`expected a non-negative integer, got ${describe(value)}`);
}
