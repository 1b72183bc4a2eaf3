import { createHash } from "node:crypto";
import type { TimerWheel } from "../time/timer-wheel.js";
import { ExpiringStore, type StoreLimits } from "./expiring-store.js";

/** A response whose payload takes several blocks. */
export interface Snapshot<R> {
  readonly response: R;
  readonly payload: Uint8Array;
}

/**
 * Keeps large responses while their later blocks are fetched, so that all blocks are of one representation.
 *
 * @see RFC 7959 §2.4
 */
export class BodySnapshots<R> {
  readonly #store: ExpiringStore<Snapshot<R>>;

  constructor(limits: StoreLimits, wheel: TimerWheel) {
    this.#store = new ExpiringStore(limits, wheel);
  }

  get size(): number {
    return this.#store.size;
  }

  keep(key: string, response: R, payload: Uint8Array): void {
    this.#store.set(key, { response, payload }, payload.length);
  }

  find(key: string): Snapshot<R> | undefined {
    return this.#store.get(key);
  }
}

/** An ETag for a representation that has none: clients tell by it that all blocks belong together (RFC 7959 §2.4). */
export const etagOf = (payload: Uint8Array): Uint8Array => createHash("sha256").update(payload).digest().subarray(0, 8);
