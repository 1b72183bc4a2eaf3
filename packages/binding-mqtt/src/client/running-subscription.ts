import type { ContentSink, RemoteSubscription } from "@thingwright/contracts";
import type { Listening } from "../connection/listener.js";

/** What a sink's subscription has open; tells the sink nothing more once it has ended. */
export class RunningSubscription implements RemoteSubscription {
  readonly #listenings: Listening[] = [];
  readonly #sink: ContentSink;
  readonly #release: () => void;
  #ended = false;
  #forget: () => void = () => {};

  constructor(sink: ContentSink, release: () => void) {
    this.#sink = sink;
    this.#release = release;
  }

  /** Has `listening` stopped with the subscription, at once when it has ended meanwhile. */
  add(listening: Listening): void {
    if (this.#ended) void listening.stop();
    else this.#listenings.push(listening);
  }

  /** Calls `tell` unless the subscription has ended. */
  tell(tell: (sink: ContentSink) => void): void {
    if (!this.#ended) tell(this.#sink);
  }

  /** Ends the subscription by `tell`. */
  end(tell: (sink: ContentSink) => void): void {
    this.tell(tell);
    void this.stop();
  }

  /** Lets `signal` end the subscription. */
  endWith(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const abort = (): void => void this.stop();
    signal.addEventListener("abort", abort, { once: true });
    this.#forget = () => signal.removeEventListener("abort", abort);
    if (signal.aborted) abort();
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#forget();
    try {
      await Promise.all(this.#listenings.map((listening) => listening.stop()));
    } finally {
      this.#release();
    }
  }
}
