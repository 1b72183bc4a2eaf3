import type { Clock, Content, ContentSink, Timer } from "@thingwright/contracts";
import { CredentialsError, NetworkError, RemoteError, TimeoutError, type WotError } from "@thingwright/errors";

/**
 * Where a subscription stands, and what its sink may therefore hear: nothing before it is established or after it is
 * over, one `interrupted` for each loss, one `resumed` for each recovery.
 */
export class SubscriptionState {
  /** Resolves when the subscription is established, rejects when it never will be. */
  readonly established: Promise<void>;
  isOver = false;
  /** Told when it is over. */
  onOver: (() => void) | undefined = undefined;
  readonly #sink: ContentSink;
  readonly #clock: Clock;
  #phase: "opening" | "up" | "interrupted" = "opening";
  #resolve!: () => void;
  #reject!: (error: WotError) => void;
  #pause: { readonly timer: Timer; readonly resume: () => void } | undefined;

  constructor(sink: ContentSink, clock: Clock) {
    this.#sink = sink;
    this.#clock = clock;
    this.established = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get isEstablished(): boolean {
    return this.#phase !== "opening";
  }

  /** The connection is there, for the first time or again. */
  up(): void {
    const before = this.#phase;
    if (this.isOver || before === "up") return;
    this.#phase = "up";
    if (before === "opening") this.#resolve();
    else this.#sink.resumed();
  }

  next(content: Content): void {
    if (!this.isOver) this.#sink.next(content);
  }

  /**
   * The connection is lost. Before the subscription was established that is the end, and so is any failure that a
   * repetition would not mend.
   */
  lost(error: WotError): void {
    if (this.isOver) return;
    if (this.#phase === "opening" || !isPassing(error)) this.fail(error);
    else if (this.#phase === "up") {
      this.#phase = "interrupted";
      this.#sink.interrupted(error);
    }
  }

  fail(error: WotError): void {
    if (!this.end()) return;
    if (this.#phase === "opening") this.#reject(error);
    else this.#sink.error(error);
  }

  complete(): void {
    if (!this.end()) return;
    this.#resolve();
    this.#sink.complete();
  }

  /** Silences the sink; true when it was not silent yet. */
  end(): boolean {
    if (this.isOver) return false;
    this.isOver = true;
    this.onOver?.();
    this.#pause?.timer.cancel();
    this.#pause?.resume();
    return true;
  }

  /** Waits, until the subscription is over at the latest. */
  pause(delayMs: number): Promise<void> {
    if (this.isOver) return Promise.resolve();
    return new Promise((resume) => {
      this.#pause = { timer: this.#clock.after(delayMs, resume), resume };
    });
  }
}

/** Whether trying again makes sense: the way is broken, or the peer says that it is not its day. */
export function isPassing(error: WotError): boolean {
  if (error instanceof NetworkError || error instanceof TimeoutError) return true;
  return (
    error instanceof RemoteError && !(error instanceof CredentialsError) && /^(?:5\d\d|408|425|429)$/.test(error.status)
  );
}
