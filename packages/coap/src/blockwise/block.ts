/**
 * Value of a Block1 or Block2 option.
 *
 * @see RFC 7959 §2.2
 */
export interface Block {
  /** Number of the block, 0 to 2^20 - 1. */
  readonly number: number;
  /** Whether more blocks follow. */
  readonly more: boolean;
  /** Size exponent: blocks are `2 ** (szx + 4)` bytes; 7 stands for several of 1024 bytes in one message (BERT). */
  readonly szx: number;
}

/** SZX of the largest block: 1024 bytes. */
export const MAX_SZX = 6;
/** SZX of several blocks of 1024 bytes in one message, which datagrams do not have (RFC 8323 §6). */
export const BERT_SZX = 7;
/** Highest number that a block can have. */
export const MAX_BLOCK_NUMBER = 0xfffff;

/** The block in an option's unsigned integer. */
export const blockOf = (value: number): Block => ({ number: value >>> 4, more: (value & 8) !== 0, szx: value & 7 });

/** The unsigned integer of a Block option. */
export const blockValue = (number: number, more: boolean, szx: number): number => (number << 4) | (more ? 8 : 0) | szx;

/** Bytes in a block of a size exponent. */
export const blockBytes = (szx: number): number => 16 << Math.min(szx, MAX_SZX);

/** Whether a payload of so many bytes can be that of a block: full if others follow, and several of them with BERT. */
export function isPayloadOf({ more, szx }: Block, bytes: number): boolean {
  const size = blockBytes(szx);
  if (szx === BERT_SZX) return !more || (bytes > 0 && bytes % size === 0);
  return more ? bytes === size : bytes <= size;
}

/** The largest size exponent whose blocks are no larger than `bytes`; 0 below 32. */
export function szxFor(bytes: number): number {
  let szx = 0;
  while (szx < MAX_SZX && blockBytes(szx + 1) <= bytes) szx++;
  return szx;
}
