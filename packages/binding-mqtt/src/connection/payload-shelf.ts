/** Longest payload that has a place. */
export const maxShelvedBytes = 31;
const placeBytes = maxShelvedBytes + 1;

/**
 * The latest payloads of many topics, small ones, side by side in one piece of memory: each has a place of its own, which is
 * written over with every message.
 *
 * A string for each would be made anew with each message, outlive the young ones among which it was made, and be moved by the
 * garbage collector twice; with 100,000 topics that costs more than handing the message out.
 */
export class PayloadShelf {
  /** A byte of length and the payload, for each place. */
  #bytes = new Uint8Array(0);
  #taken = 0;
  readonly #free: number[] = [];

  /** Number of places that are in use. */
  get size(): number {
    return this.#taken - this.#free.length;
  }

  /** A new place, for an empty payload. */
  take(): number {
    const place = this.#free.pop() ?? this.#append();
    this.#bytes[place * placeBytes] = 0;
    return place;
  }

  /** Gives `place` back: it may be anybody's from then on. */
  give(place: number): void {
    this.#free.push(place);
  }

  /** @param payload - at most `maxShelvedBytes` long */
  put(place: number, payload: Uint8Array): void {
    const bytes = this.#bytes;
    const at = place * placeBytes;
    const { length } = payload;
    bytes[at] = length;
    for (let i = 0; i < length; i++) bytes[at + 1 + i] = payload[i]!;
  }

  holds(place: number, payload: Uint8Array): boolean {
    const bytes = this.#bytes;
    const at = place * placeBytes;
    const { length } = payload;
    if (bytes[at] !== length) return false;
    for (let i = 0; i < length; i++) if (bytes[at + 1 + i] !== payload[i]) return false;
    return true;
  }

  /** A copy. */
  get(place: number): Uint8Array {
    const start = place * placeBytes + 1;
    return this.#bytes.slice(start, start + this.#bytes[start - 1]!);
  }

  #append(): number {
    const place = this.#taken;
    this.#taken += 1;
    if (this.#taken * placeBytes > this.#bytes.length) this.#grow();
    return place;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, 8 * placeBytes));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
