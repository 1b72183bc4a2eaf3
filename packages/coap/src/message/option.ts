/** One occurrence of an option: its number and its value as bytes. */
export interface CoapOption {
  readonly number: number;
  readonly value: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** An option with an unsigned integer in the fewest bytes; zero is the empty value (RFC 7252 §3.2). */
export function uintOption(number: number, value: number): CoapOption {
  const bytes = new Uint8Array(uintLength(value));
  for (let i = bytes.length - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest & 0xff;
  return { number, value: bytes };
}

/** An option with UTF-8 text. */
export const stringOption = (number: number, value: string): CoapOption => ({ number, value: encoder.encode(value) });

/** How many bytes an unsigned integer takes as an option value: 0 to 4. */
export function uintLength(value: number): number {
  if (value === 0) return 0;
  if (value <= 0xff) return 1;
  if (value <= 0xffff) return 2;
  return value <= 0xffffff ? 3 : 4;
}

/** The unsigned integer in `bytes[start, end)`; leading zero bytes are allowed (RFC 7252 §3.2). */
export function readUint(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 256 + bytes[i]!;
  return value;
}

/** The text in `bytes[start, end)`, or `undefined` when it is not well-formed UTF-8. */
export function readString(bytes: Uint8Array, start = 0, end = bytes.length): string | undefined {
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}
