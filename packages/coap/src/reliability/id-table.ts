const FIRST_CAPACITY = 8;
/** 2^32 divided by the golden ratio: spreads numbers in a row as well as random ones (Knuth, vol. 3, §6.4). */
const MULTIPLIER = 0x9e3779b1;

/**
 * Entries by Message IDs or tokens that this side has chosen, numbers of at most 32 bits.
 *
 * In place of a `Map`, for entries that come and go with every message: a `Map` moves to a new table whenever it has seen as
 * many as it has room for, and each table left behind keeps the next one, with all that it holds, from being collected before
 * a full collection.
 */
export class IdTable<T> {
  #ids: number[] = [];
  /** `undefined` where there is none. As many as `#ids`: a power of two, at most half of it in use. */
  #entries: (T | undefined)[] = [];
  #shift = 32;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(id: number): T | undefined {
    return this.#size === 0 ? undefined : this.#entries[this.#find(id)];
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  /** Puts `entry` under `id`, in place of what is there. */
  set(id: number, entry: T & {}): void {
    if (2 * (this.#size + 1) > this.#entries.length) this.#resize(Math.max(FIRST_CAPACITY, 2 * this.#entries.length));
    const slot = this.#find(id);
    if (this.#entries[slot] === undefined) this.#size++;
    this.#ids[slot] = id | 0;
    this.#entries[slot] = entry;
  }

  /** False if there is none under `id`. */
  delete(id: number): boolean {
    if (this.#size === 0) return false;
    const slot = this.#find(id);
    if (this.#entries[slot] === undefined) return false;
    this.#size--;
    this.#close(slot);
    if (this.#size === 0 && this.#entries.length > FIRST_CAPACITY * FIRST_CAPACITY) this.#resize(FIRST_CAPACITY);
    return true;
  }

  /** Every entry that is there now. */
  values(): T[] {
    return this.#entries.filter((entry): entry is T & {} => entry !== undefined);
  }

  /** The slot of `id`, or the free one where it would go. */
  #find(id: number): number {
    const ids = this.#ids;
    const entries = this.#entries;
    const mask = entries.length - 1;
    const wanted = id | 0;
    let slot = this.#home(wanted);
    while (entries[slot] !== undefined && ids[slot] !== wanted) slot = (slot + 1) & mask;
    return slot;
  }

  #home(id: number): number {
    return Math.imul(id, MULTIPLIER) >>> this.#shift;
  }

  /** Frees a slot, and moves what was put behind it because it was taken (Knuth, vol. 3, §6.4, algorithm R). */
  #close(freed: number): void {
    const ids = this.#ids;
    const entries = this.#entries;
    const mask = entries.length - 1;
    let hole = freed;
    for (let slot = (hole + 1) & mask; entries[slot] !== undefined; slot = (slot + 1) & mask) {
      const distance = (slot - this.#home(ids[slot]!)) & mask;
      if (distance < ((slot - hole) & mask)) continue;
      ids[hole] = ids[slot]!;
      entries[hole] = entries[slot];
      hole = slot;
    }
    entries[hole] = undefined;
  }

  #resize(capacity: number): void {
    const ids = this.#ids;
    const entries = this.#entries;
    this.#ids = new Array(capacity).fill(0);
    this.#entries = new Array(capacity).fill(undefined);
    this.#shift = Math.clz32(capacity) + 1;
    for (const [slot, entry] of entries.entries()) {
      if (entry === undefined) continue;
      const free = this.#find(ids[slot]!);
      this.#ids[free] = ids[slot]!;
      this.#entries[free] = entry;
    }
  }
}
