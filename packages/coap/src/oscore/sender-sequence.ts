import { UsageError } from "@thingwright/errors";
import { MAX_SEQUENCE } from "./partial-iv.js";
import type { OscoreStore } from "./state-store.js";

/**
 * Hands out sequence numbers, none of them twice, not even over a crash: numbers are reserved in the store in batches
 * before the first of a batch is used. The next batch is reserved while half of one is left, so that nobody waits.
 *
 * @see RFC 8613 §7.2.1, §B.1.1
 */
export class SenderSequence {
  readonly #store: OscoreStore;
  readonly #key: string;
  readonly #batch: number;
  #next: number;
  /** Numbers below it are reserved. */
  #reserved: number;
  #isReserving = false;
  #failure: unknown;

  private constructor(store: OscoreStore, key: string, batch: number, next: number) {
    this.#store = store;
    this.#key = key;
    this.#batch = batch;
    this.#next = next;
    this.#reserved = next;
  }

  /**
   * Reserves the first batch.
   *
   * @throws whatever the store throws
   */
  static async open(store: OscoreStore, key: string, batch: number, next: number): Promise<SenderSequence> {
    const sequence = new SenderSequence(store, key, batch, next);
    await sequence.#reserve();
    return sequence;
  }

  /**
   * The next number.
   *
   * @throws {UsageError} WOT_STATE: numbers are used faster than the store writes, the store failed, or all are used
   */
  take(): number {
    const sequence = this.#next;
    if (sequence > MAX_SEQUENCE) throw new UsageError("WOT_STATE", "the OSCORE context has no sequence number left");
    if (this.#reserved - sequence <= this.#batch / 2 && !this.#isReserving) {
      this.#isReserving = true;
      void this.#reserve().catch(() => undefined);
    }
    if (sequence >= this.#reserved) {
      const message = "the OSCORE store has not reserved more sequence numbers yet";
      throw new UsageError("WOT_STATE", message, { cause: this.#failure });
    }
    this.#next = sequence + 1;
    return sequence;
  }

  async #reserve(): Promise<void> {
    this.#isReserving = true;
    const until = Math.min(this.#reserved + this.#batch, MAX_SEQUENCE + 1);
    try {
      await this.#store.write(this.#key, { nextSequence: until });
      this.#reserved = until;
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
      throw error;
    } finally {
      this.#isReserving = false;
    }
  }
}
