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
  /** Size exponent: blocks are `2 ** (szx + 4)` bytes; 0 to 6, as 7 is reserved over UDP. */
  readonly szx: number;
}

/** SZX of the largest block: 1024 bytes. */
export const MAX_SZX = 6;
/** Highest number that a block can have. */
export const MAX_BLOCK_NUMBER = 0xfffff;

/** The block in an option's unsigned integer. */
export const blockOf = (value: number): Block => ({ number: value >>> 4, more: (value & 8) !== 0, szx: value & 7 });

/** The unsigned integer of a Block option. */
export const blockValue = (number: number, more: boolean, szx: number): number => (number << 4) | (more ? 8 : 0) | szx;

/** Bytes in a block of a size exponent. */
export const blockBytes = (szx: number): number => 16 << szx;

/** The largest size exponent whose blocks are no larger than `bytes`; 0 below 32. */
export function szxFor(bytes: number): number {
  let szx = 0;
  while (szx < MAX_SZX && blockBytes(szx + 1) <= bytes) szx++;
  return szx;
}
