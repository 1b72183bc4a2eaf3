import { type Clock, type Patience, type Timer, within } from "@thingwright/contracts";
import { TimeoutError, type WotError } from "@thingwright/errors";
import { groupAddressText } from "./address.js";
import type { GroupValue } from "./group-telegram.js";

/** How long an answer may take, once the question is on the bus. */
export interface ReadLimits {
  readonly readTimeoutMs: number;
}

interface PendingRead {
  /** Whether the question is on the bus. */
  isAsked: boolean;
  readonly answer: Promise<GroupValue>;
  resolve(value: GroupValue): void;
  reject(error: unknown): void;
  timer: Timer | undefined;
}

/** A question may wait so long for its turn, however soon those who ask lose patience: the answer is for all who listen. */
const maxWaitMs = 600_000;

/** Where questions wait for the bus. */
export interface Asking {
  /** Resolves when the question is on the bus. */
  ask(address: number, patience: Patience): Promise<void>;
  /** Somebody else asks for the same. */
  prefer(address: number): void;
}

/** Questions to the bus: one for each address, whoever asks. As many as there are addresses, at most. */
export class PendingReads {
  readonly #asking: Asking;
  readonly #limits: ReadLimits;
  readonly #clock: Clock;
  readonly #pending = new Map<number, PendingRead>();

  constructor(asking: Asking, limits: ReadLimits, clock: Clock) {
    this.#asking = asking;
    this.#limits = limits;
    this.#clock = clock;
  }

  read(address: number, patience: Patience): Promise<GroupValue> {
    const known = this.#pending.get(address);
    if (known?.isAsked === false) this.#asking.prefer(address);
    const pending = known ?? this.#begin(address);
    return within(pending.answer, patience, this.#clock).catch((error: unknown) => {
      throw error instanceof TimeoutError && !pending.isAsked ? notAsked(address, patience) : error;
    });
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
    const pending: PendingRead = { isAsked: false, answer, ...settle!, timer: undefined };
    this.#pending.set(address, pending);
    const end = (): void => {
      pending.timer?.cancel();
      this.#pending.delete(address);
    };
    answer.then(end, end);
    this.#asking.ask(address, { timeoutMs: maxWaitMs }).then(() => this.#asked(address, pending), pending.reject);
    return pending;
  }

  #asked(address: number, pending: PendingRead): void {
    pending.isAsked = true;
    if (this.#pending.get(address) !== pending) return;
    const { readTimeoutMs } = this.#limits;
    pending.timer = this.#clock.after(readTimeoutMs, () => {
      const message = `no device has answered for ${groupAddressText(address)} within ${readTimeoutMs} ms`;
      pending.reject(new TimeoutError("WOT_TIMEOUT", message));
    });
  }
}

/** Behind the message of the error when there was no time to ask. */
export const turnToCome = "its turn is still to come";

/** The question goes on waiting: its answer is for all who listen. */
const notAsked = (address: number, { timeoutMs }: Patience): TimeoutError =>
  new TimeoutError("WOT_TIMEOUT", `${groupAddressText(address)} was not asked within ${timeoutMs} ms: ${turnToCome}`, {
    sent: false,
  });
