const WINDOW = 64;

/** Which sequence numbers of an epoch have been seen (RFC 6347 §4.1.2.6). */
export class ReplayWindow {
  /** The number seen last among those that share a place; there are as many places as the window is wide. */
  readonly #seen = new Float64Array(WINDOW).fill(-1);
  #highest = -1;

  /** Whether a record with `sequence` may be new. */
  allows(sequence: number): boolean {
    return sequence > this.#highest - WINDOW && this.#seen[sequence % WINDOW] !== sequence;
  }

  /** Whether `sequence` is above all seen before. */
  isNewest(sequence: number): boolean {
    return sequence > this.#highest;
  }

  /** Takes note of a record that proved to be the peer's. */
  accept(sequence: number): void {
    this.#seen[sequence % WINDOW] = sequence;
    if (sequence > this.#highest) this.#highest = sequence;
  }
}
