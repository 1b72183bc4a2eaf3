/** Bytes of the presentation language of TLS (RFC 5246 §4). */
export const uint8 = (value: number): Buffer => Buffer.from([value]);

export const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

export const uint24 = (value: number): Buffer => Buffer.from([value >> 16, (value >> 8) & 0xff, value & 0xff]);

export const vector8 = (...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([uint8(body.length), body]);
};

export const vector16 = (...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([uint16(body.length), body]);
};

export const vector24 = (...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([uint24(body.length), body]);
};

/** A vector of 16-bit numbers. */
export const uint16s = (values: readonly number[]): Buffer => vector16(...values.map(uint16));
