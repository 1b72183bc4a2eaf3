import { type Clock, type Patience, type Timer, within } from "@thingwright/contracts";
import { TimeoutError, type WotError } from "@thingwright/errors";
import { groupAddressText } from "./address.js";
import type { GroupValue } from "./group-telegram.js";

/** How long an answer may take, once the question is on the bus. */
export interface ReadLimits {
  readonly readTimeoutMs: number;
}

interface PendingRead {
  readonly answer: Promise<GroupValue>;
  resolve(value: GroupValue): void;
  reject(error: unknown): void;
  timer: Timer | undefined;
}

/** A question may wait so long for its turn, however soon those who ask lose patience: the answer is for all who listen. */
const maxWaitMs = 600_000;

/** Questions to the bus: one for each address, whoever asks. As many as there are addresses, at most. */
export class PendingReads {
  readonly #ask: (address: number, patience: Patience) => Promise<void>;
  readonly #limits: ReadLimits;
  readonly #clock: Clock;
  readonly #pending = new Map<number, PendingRead>();

  constructor(ask: (address: number, patience: Patience) => Promise<void>, limits: ReadLimits, clock: Clock) {
    this.#ask = ask;
    this.#limits = limits;
    this.#clock = clock;
  }

  read(address: number, patience: Patience): Promise<GroupValue> {
    const pending = this.#pending.get(address) ?? this.#begin(address);
    return within(pending.answer, patience, this.#clock);
  }

  /** A value has come, be it an answer or not. */
  came(address: number, value: GroupValue): void {
    this.#pending.get(address)?.resolve(value);
  }

  /** All questions fail. */
  clear(error: WotError): void {
    for (const pending of [...this.#pending.values()]) pending.reject(error);
  }

  #begin(address: number): PendingRead {
    let settle: Pick<PendingRead, "resolve" | "reject"> | undefined;
    const answer = new Promise<GroupValue>((resolve, reject) => {
      settle = { resolve, reject };
    });
    const pending: PendingRead = { answer, ...settle!, timer: undefined };
    this.#pending.set(address, pending);
    const end = (): void => {
      pending.timer?.cancel();
      this.#pending.delete(address);
    };
    answer.then(end, end);
    this.#ask(address, { timeoutMs: maxWaitMs }).then(() => this.#asked(address, pending), pending.reject);
    return pending;
  }

  #asked(address: number, pending: PendingRead): void {
    if (this.#pending.get(address) !== pending) return;
    const { readTimeoutMs } = this.#limits;
    pending.timer = this.#clock.after(readTimeoutMs, () => {
      const message = `no device has answered for ${groupAddressText(address)} within ${readTimeoutMs} ms`;
      pending.reject(new TimeoutError("WOT_TIMEOUT", message));
    });
  }
}
