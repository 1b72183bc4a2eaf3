/** The largest Sender Sequence Number: 2^40 − 1 (RFC 8613 §7.2.1). */
export const MAX_SEQUENCE = 2 ** 40 - 1;
/** Bytes of the longest Partial IV. */
export const MAX_PIV_BYTES = 5;

/** A sequence number as a Partial IV: big-endian in the fewest bytes, zero as one byte (RFC 8613 §5). */
export function partialIv(sequence: number): Uint8Array {
  const bytes: number[] = [];
  let rest = sequence;
  do {
    bytes.unshift(rest % 256);
    rest = Math.floor(rest / 256);
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

/** The sequence number of a Partial IV. */
export function sequenceOf(piv: Uint8Array): number {
  let sequence = 0;
  for (const byte of piv) sequence = sequence * 256 + byte;
  return sequence;
}

/**
 * The nonce of a message.
 *
 * @param id - Sender ID of whoever made the Partial IV
 * @see RFC 8613 §5.2
 */
export function nonceFor(commonIv: Uint8Array, id: Uint8Array, piv: Uint8Array): Uint8Array {
  const nonce = Uint8Array.from(commonIv);
  nonce[0]! ^= id.length;
  const idEnd = nonce.length - MAX_PIV_BYTES;
  for (let i = 0; i < id.length; i++) nonce[idEnd - id.length + i]! ^= id[i]!;
  for (let i = 0; i < piv.length; i++) nonce[nonce.length - piv.length + i]! ^= piv[i]!;
  return nonce;
}
