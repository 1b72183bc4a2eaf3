import type { Cancel } from "../time/simulated-clock.js";
import type { FaultInjector } from "./fault-injector.js";

export interface DeliveryChannelOptions {
  /** How long `reordered` keeps a message back when no other comes to overtake it, in wall milliseconds. Default 1000. */
  readonly reorderWindowMs?: number;
}

/**
 * Where messages to one peer pass: applies `slow`, `offline`, `duplicate` and `reordered`. Holds back at most one
 * message for `reordered`.
 */
export class DeliveryChannel {
  readonly #faults: FaultInjector;
  readonly #reorderWindowMs: number;
  #heldBack: (() => void) | undefined;
  #cancelWindow: Cancel | undefined;
  #closed = false;

  constructor(faults: FaultInjector, options: DeliveryChannelOptions = {}) {
    this.#faults = faults;
    this.#reorderWindowMs = options.reorderWindowMs ?? 1000;
  }

  /** Sends one message by calling `send` as often, and when, the faults say: perhaps never, perhaps twice. */
  deliver(send: () => void): void {
    if (this.#closed || this.#faults.isEnabled("offline")) return;
    if (this.#heldBack === undefined && this.#faults.isEnabled("reordered")) {
      this.#holdBack(send);
      return;
    }
    this.#pass(send);
    this.#release();
  }

  /** Forgets what is held back; later messages go nowhere. */
  close(): void {
    this.#closed = true;
    this.#heldBack = undefined;
    this.#cancelWindow?.();
  }

  #holdBack(send: () => void): void {
    this.#heldBack = send;
    this.#cancelWindow = this.#faults.clock.scheduleWall(this.#reorderWindowMs, () => this.#release());
  }

  #release(): void {
    const send = this.#heldBack;
    this.#heldBack = undefined;
    this.#cancelWindow?.();
    if (send !== undefined) this.#pass(send);
  }

  #pass(send: () => void): void {
    const copies = this.#faults.isEnabled("duplicate") ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.#faults.delay(() => {
        if (!this.#closed && !this.#faults.isEnabled("offline")) send();
      });
    }
  }
}
