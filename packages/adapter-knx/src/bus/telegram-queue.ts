import { abortedBy, type Clock, type Patience, type Timer } from "@thingwright/contracts";
import { RequestError, TimeoutError, type WotError } from "@thingwright/errors";
import type { GroupTelegram } from "./group-telegram.js";

/** How much may be sent. */
export interface QueueLimits {
  /** Telegrams in one second: a twisted pair carries about 40 of all senders together. */
  readonly maxTelegramsPerSecond: number;
  /** Writes that may wait; more fail with RequestError WOT_TOO_MANY. Reads of one address wait together. */
  readonly maxQueuedTelegrams: number;
}

interface Entry {
  readonly telegram: GroupTelegram;
  readonly signal: AbortSignal | undefined;
  /** Until when it makes sense to send it, in milliseconds since 1970. */
  readonly endsAt: number;
  readonly timer: Timer;
  readonly forget: () => void;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Telegrams on their way to the bus: one at a time and not too many, what is written before what is asked, and what was asked last
 * before what was asked first. So somebody who waits has an answer while a whole installation is read.
 */
export class TelegramQueue {
  readonly #send: (telegram: GroupTelegram, patience: Patience) => Promise<void>;
  readonly #limits: QueueLimits;
  readonly #clock: Clock;
  readonly #writes = new Set<Entry>();
  readonly #reads = new Set<Entry>();
  /** Of them those that were asked last are at the end; those that are not among them any more are passed over. */
  #order: Entry[] = [];
  #isBusy = false;

  constructor(send: (telegram: GroupTelegram, patience: Patience) => Promise<void>, limits: QueueLimits, clock: Clock) {
    this.#send = send;
    this.#limits = limits;
    this.#clock = clock;
  }

  get isEmpty(): boolean {
    return !this.#isBusy && this.#writes.size + this.#reads.size === 0;
  }

  /** Resolves when the telegram is on the bus. The deadline counts from now, waiting included. */
  add(telegram: GroupTelegram, patience: Patience): Promise<void> {
    const entries = telegram.service === "read" ? this.#reads : this.#writes;
    if (entries === this.#writes && entries.size >= this.#limits.maxQueuedTelegrams) {
      return Promise.reject(new RequestError("WOT_TOO_MANY", `${entries.size} telegrams wait for the bus already`));
    }
    if (patience.signal?.aborted) return Promise.reject(abortedBy(patience.signal));
    return new Promise((resolve, reject) => {
      const entry = this.#entry(telegram, patience, entries, resolve, reject);
      entries.add(entry);
      if (entries === this.#reads) this.#order.push(entry);
      void this.#work();
    });
  }

  /** Somebody has asked for the address again: it is the next of those that are asked. */
  prefer(address: number): void {
    for (const entry of this.#reads) {
      if (entry.telegram.address !== address) continue;
      this.#order.push(entry);
      return;
    }
  }

  /** All that wait fail. */
  clear(error: WotError): void {
    for (const entry of [...this.#writes, ...this.#reads]) {
      entry.forget();
      entry.reject(error);
    }
  }

  #entry(
    telegram: GroupTelegram,
    patience: Patience,
    entries: Set<Entry>,
    resolve: () => void,
    reject: (error: unknown) => void,
  ): Entry {
    const { timeoutMs, signal } = patience;
    const leave = (error: WotError): void => {
      entry.forget();
      reject(error);
    };
    const abort = (): void => leave(abortedBy(signal));
    const late = (): void =>
      leave(new TimeoutError("WOT_TIMEOUT", `the telegram could not be sent within ${timeoutMs} ms`, { sent: false }));
    const entry: Entry = {
      telegram,
      signal,
      endsAt: this.#clock.now() + timeoutMs,
      resolve,
      reject,
      timer: this.#clock.after(timeoutMs, late),
      forget: () => {
        entries.delete(entry);
        entry.timer.cancel();
        signal?.removeEventListener("abort", abort);
      },
    };
    signal?.addEventListener("abort", abort, { once: true });
    return entry;
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let entry = this.#next(); entry !== undefined; entry = this.#next()) {
      entry.forget();
      const paced = this.#pause();
      await this.#perform(entry);
      await paced;
    }
    this.#isBusy = false;
  }

  #next(): Entry | undefined {
    const [first] = this.#writes;
    if (first !== undefined) return first;
    for (let last = this.#order.pop(); last !== undefined; last = this.#order.pop()) {
      if (this.#reads.has(last)) return last;
    }
    return undefined;
  }

  async #perform({ telegram, signal, endsAt, resolve, reject }: Entry): Promise<void> {
    try {
      await this.#send(telegram, { timeoutMs: Math.max(1, endsAt - this.#clock.now()), signal });
      resolve();
    } catch (error) {
      reject(error);
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(1000 / this.#limits.maxTelegramsPerSecond, resolve));
  }
}
