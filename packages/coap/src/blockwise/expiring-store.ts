import type { TimerWheel } from "../time/timer-wheel.js";

/** Bounds of an `ExpiringStore`. */
export interface StoreLimits {
  readonly maxEntries: number;
  /** Of all entries together. */
  readonly maxBytes: number;
  /** An entry that nobody asked for or changed for this long is dropped. */
  readonly idleMs: number;
}

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
  readonly touchedAtMs: number;
}

/** Values by key, bounded in number, bytes and time. What was not touched for longest goes first. */
export class ExpiringStore<V> {
  readonly #limits: StoreLimits;
  readonly #wheel: TimerWheel;
  /** In the order of touching. */
  readonly #entries = new Map<string, Entry<V>>();
  #bytes = 0;
  #isSweeping = false;

  constructor(limits: StoreLimits, wheel: TimerWheel) {
    this.#limits = limits;
    this.#wheel = wheel;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The value of a key, which counts as a touch. */
  get(key: string): V | undefined {
    this.#dropIdle();
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.set(key, entry.value, entry.bytes);
    return entry.value;
  }

  /** Puts a value in the place of an older one. A value larger than everything allowed is not kept. */
  set(key: string, value: V, bytes: number): void {
    this.delete(key);
    if (bytes > this.#limits.maxBytes) return;
    this.#entries.set(key, { value, bytes, touchedAtMs: this.#wheel.now() });
    this.#bytes += bytes;
    this.#dropSurplus();
    this.#sweepLater();
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }

  #dropSurplus(): void {
    const { maxEntries, maxBytes } = this.#limits;
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries && this.#bytes <= maxBytes) return;
      this.delete(key);
    }
  }

  #dropIdle(): void {
    const oldest = this.#wheel.now() - this.#limits.idleMs;
    for (const [key, entry] of this.#entries) {
      if (entry.touchedAtMs > oldest) return;
      this.delete(key);
    }
  }

  #sweepLater(): void {
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    this.#wheel.callAfter(this.#limits.idleMs, () => {
      this.#isSweeping = false;
      this.#dropIdle();
      if (this.#entries.size > 0) this.#sweepLater();
    });
  }
}
