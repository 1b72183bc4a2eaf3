import type { Clock, Content, ContentSink, Timer } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";

/** How a value is polled. */
export interface PollingOptions {
  readonly read: (signal?: AbortSignal) => Promise<Content>;
  readonly intervalMs: number;
  /** Longest interval while the device does not answer; it doubles up to here. */
  readonly maxIntervalMs: number;
  readonly clock: Clock;
}

/** Observes a value by reading it again and again; tells the sink when it has changed. */
export class Polling {
  readonly #options: PollingOptions;
  readonly #sink: ContentSink;
  #last: Uint8Array | undefined;
  #failures = 0;
  #timer: Timer | undefined;
  #isStopped = false;

  constructor(options: PollingOptions, sink: ContentSink) {
    this.#options = options;
    this.#sink = sink;
  }

  /** Reads for the first time; rejects when that fails. The sink hears this first value. */
  async start(signal: AbortSignal | undefined): Promise<void> {
    this.#take(await this.#options.read(signal));
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  #schedule(): void {
    if (this.#isStopped) return;
    const { clock, intervalMs, maxIntervalMs } = this.#options;
    const backedOffMs = Math.max(intervalMs, Math.min(maxIntervalMs, intervalMs * 2 ** Math.min(this.#failures, 30)));
    this.#timer = clock.after(backedOffMs, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    try {
      this.#take(await this.#options.read());
    } catch (error) {
      this.#failed(error);
    }
    this.#schedule();
  }

  #take(content: Content): void {
    if (this.#isStopped) return;
    if (this.#failures > 0) this.#sink.resumed();
    this.#failures = 0;
    if (this.#last !== undefined && Buffer.compare(this.#last, content.body) === 0) return;
    this.#last = content.body;
    this.#sink.next(content);
  }

  #failed(error: unknown): void {
    if (this.#isStopped) return;
    this.#failures += 1;
    if (this.#failures === 1) this.#sink.interrupted(asWotError(error));
  }
}
