import { readBits, writeBits } from "./bits.js";
import { type Field, isWithin, type NumberOptions, nonsense, refuse, rounded, unitOf } from "./field.js";

/** Stands for no value (03_07_02 §3.10). */
const invalid = 0x7fff;

/** Of the largest value that is none of that. */
const largest = 670_433.28;
const smallest = -671_088.64;

/**
 * A float of two bytes: hundredths, a mantissa of 11 bits with its sign, and an exponent of 4.
 *
 * @see KNX Standard 03_07_02 "Datapoint Types" §3.10
 */
export function float16({ unit, range }: NumberOptions = {}): Field {
  const [minimum, maximum] = range ?? [smallest, largest];
  return {
    bits: 16,
    schema: { type: "number", minimum, maximum, ...unitOf(unit) },
    read(bytes, at) {
      const raw = readBits(bytes, at, 16);
      if (raw === invalid) nonsense("no valid value");
      const value = hundredthsOf(raw) / 100;
      return isWithin(value, minimum, maximum)
        ? value
        : nonsense(`${value}, which is not from ${minimum} to ${maximum}`);
    },
    write(bytes, at, value) {
      if (!isWithin(value, minimum, maximum)) refuse(value, `a number from ${minimum} to ${maximum}`);
      writeBits(bytes, at, 16, rawOf(value * 100));
    },
  };
}

function hundredthsOf(raw: number): number {
  const mantissa = (raw & 0x7ff) - (raw >= 0x8000 ? 0x800 : 0);
  return mantissa * 2 ** ((raw >> 11) & 0xf);
}

function rawOf(hundredths: number): number {
  let exponent = 0;
  while (exponent < 15 && !isWithin(Math.round(hundredths / 2 ** exponent), -2048, 2047)) exponent++;
  const mantissa = Math.min(exponent === 15 ? 2046 : 2047, Math.round(hundredths / 2 ** exponent));
  return mantissa < 0 ? 0x8000 + (exponent << 11) + mantissa + 0x800 : (exponent << 11) + mantissa;
}

/** A float of four bytes (IEEE 754), to the seven digits that it has. */
export const float32 = ({ unit, range }: NumberOptions = {}): Field => ({
  bits: 32,
  schema: { type: "number", ...(range !== undefined && { minimum: range[0], maximum: range[1] }), ...unitOf(unit) },
  read(bytes, at) {
    const value = viewOf(bytes).getFloat32(at / 8);
    if (!Number.isFinite(value)) nonsense("no number");
    if (range !== undefined && !isWithin(value, ...range))
      nonsense(`${value}, which is not from ${range.join(" to ")}`);
    return shortest(value);
  },
  write(bytes, at, value) {
    const [least, most] = range ?? [-maxFloat32, maxFloat32];
    if (!isWithin(value, least, most)) refuse(value, `a number from ${least} to ${most}`);
    viewOf(bytes).setFloat32(at / 8, value);
  },
});

const maxFloat32 = 3.4028234663852886e38;

/** The decimal number that a person would write for a float of four bytes. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** A whole number of eight bytes. JSON numbers are exact up to 2^53; others are the nearest. */
export const signed64 = ({ unit }: NumberOptions = {}): Field => ({
  bits: 64,
  schema: { type: "integer", minimum: -(2 ** 63), maximum: 2 ** 63, ...unitOf(unit) },
  read: (bytes, at) => Number(viewOf(bytes).getBigInt64(at / 8)),
  write(bytes, at, value) {
    if (!isWithin(value, -(2 ** 63), 2 ** 63)) refuse(value, "a whole number of 64 bits");
    const whole = BigInt(Math.round(value));
    viewOf(bytes).setBigInt64(at / 8, whole > maxInt64 ? maxInt64 : whole);
  },
});

const maxInt64 = 2n ** 63n - 1n;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A float of two bytes with whole steps of its unit's hundredths: for tests of what a value comes back as. */
export const nearestFloat16 = (value: number): number => rounded(hundredthsOf(rawOf(value * 100)) / 100);
