/**
 * A cache that keeps what was used last, up to a weight. What is in use is in the young half; when that is full it
 * becomes the old half, and what is in the old half and has not been used meanwhile is let go of. A look-up so costs one
 * look at a Map, and nothing is kept in order.
 */
export class RecentlyUsed<K, V> {
  readonly #halfWeight: number;
  readonly #weightOf: (value: V) => number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();
  #youngWeight = 0;

  /**
   * @param maxWeight - most that is kept, in the unit of `weightOf`; a value heavier than half of it is not kept at all
   * @param weightOf - weight of a value; without it each counts 1
   */
  constructor(maxWeight: number, weightOf: (value: V) => number = () => 1) {
    this.#halfWeight = maxWeight / 2;
    this.#weightOf = weightOf;
  }

  has(key: K): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    this.delete(key);
    const weight = this.#weightOf(value);
    if (weight > this.#halfWeight) return;
    if (this.#youngWeight + weight > this.#halfWeight) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngWeight = 0;
    }
    this.#young.set(key, value);
    this.#youngWeight += weight;
  }

  delete(key: K): void {
    const young = this.#young.get(key);
    if (young !== undefined) {
      this.#young.delete(key);
      this.#youngWeight -= this.#weightOf(young);
    }
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#youngWeight = 0;
  }
}
