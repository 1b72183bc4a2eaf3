/** The `width` bits of `bytes` that begin `at` bits from the start, most significant first; 53 at most. */
export function readBits(bytes: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let taken = 0; taken < width; ) {
    const offset = (at + taken) % 8;
    const count = Math.min(8 - offset, width - taken);
    const byte = bytes[(at + taken - offset) / 8] ?? 0;
    value = value * 2 ** count + ((byte >> (8 - offset - count)) & (2 ** count - 1));
    taken += count;
  }
  return value;
}

/** Puts the lowest `width` bits of `value`, a whole number of at least 0, where `readBits` finds them. */
export function writeBits(bytes: Uint8Array, at: number, width: number, value: number): void {
  let rest = value;
  for (let left = width; left > 0; ) {
    const end = at + left;
    const count = Math.min(left, end % 8 === 0 ? 8 : end % 8);
    const shift = end % 8 === 0 ? 0 : 8 - (end % 8);
    const index = (end - 1 - ((end - 1) % 8)) / 8;
    bytes[index] = (bytes[index] ?? 0) | ((rest % 2 ** count) << shift);
    rest = Math.floor(rest / 2 ** count);
    left -= count;
  }
}
