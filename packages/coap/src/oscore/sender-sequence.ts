import { UsageError } from "@thingwright/errors";
import { MAX_SEQUENCE } from "./partial-iv.js";
import type { OscoreStore } from "./state-store.js";

/** Where a context has its sequence numbers from. */
export interface SequenceSource {
  /** Whether numbers were handed out before, by an earlier run or another context with the same keys. */
  readonly isContinued: boolean;
  /**
   * The next number.
   *
   * @throws {UsageError} WOT_STATE: there is none
   */
  take(): number;
}

/** The numbers of keys that were never used before, and end with the process. */
export class FreshSequence implements SequenceSource {
  readonly isContinued = false;
  #next = 0;

  take(): number {
    if (this.#next > MAX_SEQUENCE) throw allUsed();
    return this.#next++;
  }
}

/**
 * Hands out sequence numbers, none of them twice, not even over a crash: numbers are reserved in the store in batches
 * before the first of a batch is used. The next batch is reserved while half of one is left, so that nobody waits.
 *
 * @see RFC 8613 §7.2.1, §B.1.1
 */
export class SenderSequence implements SequenceSource {
  readonly isContinued: boolean;
  readonly #store: OscoreStore;
  readonly #key: string;
  readonly #batch: number;
  #next: number;
  /** Where the current batch ends. */
  #end: number;
  /** Where the batch after it starts, once that is reserved. */
  #following: number | undefined;
  #isReserving = false;
  #failure: unknown;

  private constructor(store: OscoreStore, key: string, batch: number, first: number, isContinued: boolean) {
    this.isContinued = isContinued;
    this.#store = store;
    this.#key = key;
    this.#batch = batch;
    this.#next = first;
    this.#end = first + batch;
  }

  /**
   * Reserves the first batch.
   *
   * @throws whatever the store throws
   */
  static async open(store: OscoreStore, key: string, batch: number): Promise<SenderSequence> {
    const { first, isNew } = await store.reserve(key, batch);
    return new SenderSequence(store, key, batch, first, !isNew);
  }

  /**
   * The next number.
   *
   * @throws {UsageError} WOT_STATE: numbers are used faster than the store reserves, the store failed, or all are used
   */
  take(): number {
    if (this.#next >= this.#end) this.#turn();
    const sequence = this.#next;
    if (sequence > MAX_SEQUENCE) throw allUsed();
    this.#next = sequence + 1;
    if (this.#end - this.#next <= this.#batch / 2) this.#reserve();
    return sequence;
  }

  #turn(): void {
    const first = this.#following;
    if (first === undefined) {
      this.#reserve();
      const message = "the OSCORE store has not reserved more sequence numbers yet";
      throw new UsageError("WOT_STATE", message, { cause: this.#failure });
    }
    this.#following = undefined;
    this.#next = first;
    this.#end = first + this.#batch;
  }

  #reserve(): void {
    if (this.#isReserving || this.#following !== undefined) return;
    this.#isReserving = true;
    this.#store
      .reserve(this.#key, this.#batch)
      .then(
        ({ first }) => {
          this.#following = first;
          this.#failure = undefined;
        },
        (error: unknown) => {
          this.#failure = error;
        },
      )
      .finally(() => {
        this.#isReserving = false;
      });
  }
}

const allUsed = (): UsageError => new UsageError("WOT_STATE", "the OSCORE context has no sequence number left");
