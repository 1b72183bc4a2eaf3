import { UsageError } from "@thingwright/errors";

const MAX_SIZE = 4096;

/**
 * Remembers which sequence numbers of a peer were seen: the latest `size` of them one by one, all older ones as seen.
 *
 * @see RFC 8613 §7.4
 */
export class ReplayWindow {
  readonly #seen: Uint8Array;
  /** The smallest number that the window still tells; everything below counts as seen. */
  #start = 0;

  /** @throws {UsageError} WOT_RANGE */
  constructor(size: number) {
    if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) {
      throw new UsageError("WOT_RANGE", `replayWindow is ${size}, expected 1 to ${MAX_SIZE}`);
    }
    this.#seen = new Uint8Array(size);
  }

  /** Whether a message with this number may be new. Changes nothing: the message is not verified yet. */
  accepts(sequence: number): boolean {
    const size = this.#seen.length;
    if (sequence < this.#start) return false;
    return sequence >= this.#start + size || this.#seen[sequence % size] === 0;
  }

  /** Takes note of the number of a message that was verified. */
  mark(sequence: number): void {
    const size = this.#seen.length;
    while (sequence >= this.#start + size) {
      // After a long jump every place is free at once.
      if (sequence - this.#start >= 2 * size) {
        this.#seen.fill(0);
        this.#start = sequence - size + 1;
        break;
      }
      this.#seen[this.#start % size] = 0;
      this.#start++;
    }
    if (sequence >= this.#start) this.#seen[sequence % size] = 1;
  }

  /** Starts anew at a number that is known to be fresh: it and everything below counts as seen (RFC 8613 §B.1.2). */
  startAfter(sequence: number): void {
    this.#seen.fill(0);
    this.#start = sequence + 1;
  }
}
