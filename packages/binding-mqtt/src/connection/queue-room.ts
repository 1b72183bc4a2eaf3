import type { Outgoing } from "./outgoing.js";
import type { QueueLimits } from "./queue-limits.js";

/** How much is in a queue, and whether there is room for more. */
export class QueueRoom {
  readonly #limits: QueueLimits;
  #messages = 0;
  #bytes = 0;
  #whenEmpty: (() => void) | undefined;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get messages(): number {
    return this.#messages;
  }

  /** Of topics and payloads. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether there is room for a message of `sizeBytes`; in an empty queue there always is. */
  has(sizeBytes: number): boolean {
    const { maxQueuedMessages, maxQueuedBytes } = this.#limits;
    if (this.#messages >= maxQueuedMessages) return false;
    return this.#messages === 0 || this.#bytes + sizeBytes <= maxQueuedBytes;
  }

  take({ sizeBytes }: Outgoing): void {
    this.#messages += 1;
    this.#bytes += sizeBytes;
  }

  free({ sizeBytes }: Outgoing): void {
    this.#messages -= 1;
    this.#bytes -= sizeBytes;
    if (this.#messages > 0) return;
    this.#whenEmpty?.();
    this.#whenEmpty = undefined;
  }

  /** Resolves when nothing is in the queue. */
  empty(): Promise<void> {
    if (this.#messages === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenEmpty = resolve;
    });
  }
}
