import type { Clock, ContentSink, Timer } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import type { WrittenRange } from "../functions/written-range.js";
import type { RangeRead } from "./merged-reads.js";

/** A value that is followed. */
export interface Followed {
  readonly range: RangeRead;
  readonly intervalMs: number;
  readonly sink: ContentSink;
  /** What the sink hears for bytes of the device. */
  readonly contentOf: (bytes: Uint8Array) => { readonly contentType: string; readonly body: Uint8Array };
}

interface Watch extends Followed {
  dueAt: number;
  failures: number;
  /** What the sink has heard last; `undefined` when the next value is news whatever it is. */
  last: Uint8Array | undefined;
}

/**
 * Follows values of one unit by reading them again and again, those that are due together at once: they become few
 * requests. Readings of the same interval, and of multiples of it, fall on the same times. While the unit does not answer,
 * one value is asked for, less and less often; when it answers, all are.
 */
export class Poller {
  readonly #read: (range: RangeRead) => Promise<Uint8Array>;
  readonly #clock: Clock;
  readonly #maxIntervalMs: number;
  readonly #watches = new Set<Watch>();
  /** When the first value was followed: readings of units that came at different times stay apart. */
  #originMs = 0;
  #timer: Timer | undefined;
  #isPolling = false;
  /** Rounds in a row in which nothing answered. */
  #silentRounds = 0;

  constructor(read: (range: RangeRead) => Promise<Uint8Array>, clock: Clock, maxIntervalMs: number) {
    this.#read = read;
    this.#clock = clock;
    this.#maxIntervalMs = maxIntervalMs;
  }

  get isIdle(): boolean {
    return this.#watches.size === 0;
  }

  /**
   * Follows a value from now on.
   *
   * @param first - what it was read as; the sink hears it
   * @returns what to call to end that; idempotent
   */
  follow(followed: Followed, first: Uint8Array): () => void {
    if (this.#watches.size === 0) this.#originMs = this.#clock.now();
    const watch: Watch = { ...followed, dueAt: this.#nextTime(followed.intervalMs), failures: 0, last: first };
    this.#watches.add(watch);
    followed.sink.next(followed.contentOf(first));
    this.#schedule();
    return () => {
      this.#watches.delete(watch);
      this.#schedule();
    };
  }

  /**
   * Values there have been written: what is read next is news, also when it is as before. A device may take a write
   * and do nothing about it.
   */
  written({ code, address, quantity }: WrittenRange): void {
    for (const watch of this.#watches) {
      const { range } = watch;
      const isApart = range.address >= address + quantity || address >= range.address + range.quantity;
      if (range.function.code === code && !isApart) watch.last = undefined;
    }
  }

  /** The unit has answered somebody: if it was thought away, all is read now. */
  wake(): void {
    if (this.#silentRounds === 0 || this.#isPolling) return;
    this.#silentRounds = 0;
    for (const watch of this.#watches) watch.dueAt = this.#clock.now();
    this.#schedule();
  }

  #schedule(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#watches.size === 0 || this.#isPolling) return;
    const dueAt = Math.min(...[...this.#watches].map((watch) => watch.dueAt));
    this.#timer = this.#clock.after(Math.max(0, dueAt - this.#clock.now()), () => void this.#round());
  }

  async #round(): Promise<void> {
    this.#isPolling = true;
    const now = this.#clock.now();
    const due = [...this.#watches].filter(({ dueAt }) => dueAt <= now);
    const isProbing = this.#silentRounds > 0;
    const silence = await this.#readAll(isProbing ? due.slice(0, 1) : due);
    if (silence !== undefined) this.#fallBack(silence);
    else if (isProbing) await this.#readAll([...this.#watches].filter((watch) => watch !== due[0]));
    if (silence === undefined) this.#silentRounds = 0;
    this.#isPolling = false;
    this.#schedule();
  }

  /** @returns why the unit cannot be heard; `undefined` when it answered anything */
  async #readAll(watches: readonly Watch[]): Promise<WotError | undefined> {
    const failures = await Promise.all(watches.map((watch) => this.#readOne(watch)));
    return failures.every(isSilence) ? failures[0] : undefined;
  }

  async #readOne(watch: Watch): Promise<WotError | undefined> {
    try {
      this.#take(watch, await this.#read(watch.range));
      return undefined;
    } catch (reason) {
      const error = asWotError(reason);
      this.#failed(watch, error);
      return error;
    }
  }

  #take(watch: Watch, bytes: Uint8Array): void {
    if (!this.#watches.has(watch)) return;
    if (watch.failures > 0) watch.sink.resumed();
    watch.failures = 0;
    watch.dueAt = this.#nextTime(watch.intervalMs);
    if (watch.last !== undefined && Buffer.compare(watch.last, bytes) === 0) return;
    watch.last = bytes;
    watch.sink.next(watch.contentOf(bytes));
  }

  /** A value that the device refuses is asked for less and less often, the others as before. */
  #failed(watch: Watch, error: WotError): void {
    watch.failures += 1;
    watch.dueAt = this.#clock.now() + this.#backedOffMs(watch.intervalMs, watch.failures);
    if (watch.failures === 1 && this.#watches.has(watch)) watch.sink.interrupted(error);
  }

  /** Nothing answers: all wait for the same probe, and hear that there is nothing to be heard. */
  #fallBack(silence: WotError): void {
    this.#silentRounds += 1;
    if (this.#watches.size === 0) return;
    const shortestMs = Math.min(...[...this.#watches].map(({ intervalMs }) => intervalMs));
    const dueAt = this.#clock.now() + this.#backedOffMs(shortestMs, this.#silentRounds);
    for (const watch of this.#watches) {
      if (watch.failures === 0) this.#failed(watch, silence);
      watch.dueAt = dueAt;
    }
  }

  #backedOffMs(intervalMs: number, failures: number): number {
    return Math.max(intervalMs, Math.min(this.#maxIntervalMs, intervalMs * 2 ** Math.min(failures, 30)));
  }

  /** The next multiple of the interval. */
  #nextTime(intervalMs: number): number {
    const passedMs = this.#clock.now() - this.#originMs;
    return this.#originMs + (Math.floor(passedMs / intervalMs) + 1) * intervalMs;
  }
}

const isSilence = (error: WotError | undefined): boolean =>
  error?.family === "NetworkError" || error?.family === "TimeoutError";
