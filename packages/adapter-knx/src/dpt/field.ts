import { DataSchemaError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";
import { readBits, writeBits } from "./bits.js";

/**
 * One part of a value, as it lies in a telegram. Every implementer must: give a value for any bits or throw WOT_DATA_SYNTAX, and
 * take any value or throw WOT_DATA_INVALID.
 */
export interface Field {
  readonly bits: number;
  readonly schema: DataSchema;
  read(bytes: Uint8Array, at: number): unknown;
  write(bytes: Uint8Array, at: number, value: unknown): void;
}

/** What a number means. */
export interface NumberOptions {
  /** QUDT unit, without its prefix. */
  readonly unit?: string;
  /** Value of one step. */
  readonly scale?: number;
  /** Least and largest value, where not all that fit are in use. */
  readonly range?: readonly [number, number];
}

/** @throws {DataSchemaError} WOT_DATA_INVALID */
export function refuse(value: unknown, wanted: string): never {
  const isShown = ["number", "boolean", "string"].includes(typeof value);
  const shown = isShown ? JSON.stringify(value).slice(0, 40) : `what is ${value === null ? "null" : typeof value}`;
  throw new DataSchemaError("WOT_DATA_INVALID", `${shown} is not ${wanted}`);
}

/** @throws {DataSchemaError} WOT_DATA_SYNTAX: a device has sent what means nothing */
export function nonsense(what: string): never {
  throw new DataSchemaError("WOT_DATA_SYNTAX", `the telegram has ${what}`);
}

/** One bit as a boolean. `clear` and `set` say what its values mean. */
export const flag = (clear?: string, set?: string): Field => ({
  bits: 1,
  schema: { type: "boolean", ...(clear !== undefined && { description: `false: ${clear}; true: ${set}.` }) },
  read: (bytes, at) => readBits(bytes, at, 1) === 1,
  write(bytes, at, value) {
    if (typeof value !== "boolean") refuse(value, "true or false");
    writeBits(bytes, at, 1, value ? 1 : 0);
  },
});

/** A bit that says `false` when it is set. */
export const invertedFlag = (): Field => {
  const plain = flag();
  return {
    ...plain,
    read: (bytes, at) => plain.read(bytes, at) === false,
    write: (bytes, at, value) => plain.write(bytes, at, typeof value === "boolean" ? !value : value),
  };
};

export const unsigned = (bits: number, options: NumberOptions = {}): Field =>
  integer(bits, 0, 2 ** bits - 1, options, (raw) => raw);

export const signed = (bits: number, options: NumberOptions = {}): Field =>
  integer(bits, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1, options, (raw) =>
    raw >= 2 ** (bits - 1) ? raw - 2 ** bits : raw,
  );

function integer(
  bits: number,
  least: number,
  most: number,
  { unit, scale = 1, range }: NumberOptions,
  meaning: (raw: number) => number,
): Field {
  const [minimum, maximum] = range ?? [rounded(least * scale), rounded(most * scale)];
  return {
    bits,
    schema: numberSchema(scale, minimum, maximum, unit),
    read(bytes, at) {
      const value = rounded(meaning(readBits(bytes, at, bits)) * scale);
      return isWithin(value, minimum, maximum)
        ? value
        : nonsense(`${value}, which is not from ${minimum} to ${maximum}`);
    },
    write(bytes, at, value) {
      if (!isWithin(value, minimum, maximum)) refuse(value, `a number from ${minimum} to ${maximum}`);
      const steps = Math.min(most, Math.max(least, Math.round(value / scale)));
      writeBits(bytes, at, bits, steps < 0 ? steps + 2 ** bits : steps);
    },
  };
}

/** One of several meanings, by their numbers. */
export function choice(bits: number, meanings: Readonly<Record<number, string>>): Field {
  const names = new Map(Object.entries(meanings).map(([number, name]) => [Number(number), name]));
  const numbers = new Map([...names].map(([number, name]) => [name, number]));
  return {
    bits,
    schema: { type: "string", enum: [...numbers.keys()] },
    read(bytes, at) {
      const raw = readBits(bytes, at, bits);
      return names.get(raw) ?? nonsense(`${raw}, which stands for nothing`);
    },
    write(bytes, at, value) {
      const raw = numbers.get(value as string);
      if (raw === undefined) refuse(value, `one of ${[...numbers.keys()].slice(0, 16).join(", ")}`);
      writeBits(bytes, at, bits, raw);
    },
  };
}

export const isWithin = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && value >= least && value <= most;

/** `value` without the dust of binary fractions. */
export const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

export const unitOf = (unit: string | undefined): Pick<DataSchema, "unit"> =>
  unit === undefined ? {} : { unit: `qudtUnit:${unit}` };

function numberSchema(scale: number, minimum: number, maximum: number, unit: string | undefined): DataSchema {
  if (!Number.isInteger(scale)) return { type: "number", minimum, maximum, ...unitOf(unit) };
  return { type: "integer", minimum, maximum, ...(scale > 1 && { multipleOf: scale }), ...unitOf(unit) };
}
