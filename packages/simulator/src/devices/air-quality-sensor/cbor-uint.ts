/** Bytes that follow the first byte of an unsigned integer, by its additional information. */
const argumentBytes: ReadonlyMap<number, number> = new Map([
  [24, 1],
  [25, 2],
  [26, 4],
]);

/**
 * The unsigned integer, below 2³², that `bytes` encode, and nothing else; `undefined` otherwise. A sensor needs no whole
 * CBOR decoder, and no input can make this one allocate.
 *
 * @see RFC 8949 §3.1, major type 0
 */
export function cborUint(bytes: Uint8Array): number | undefined {
  const first = bytes[0];
  if (first === undefined || first > 26) return undefined;
  if (first < 24) return bytes.length === 1 ? first : undefined;
  if (bytes.length !== 1 + (argumentBytes.get(first) ?? 0)) return undefined;
  return bytes.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
}
