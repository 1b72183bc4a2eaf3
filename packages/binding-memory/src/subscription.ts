import type { ContentSink, Emission, RemoteSubscription, Subscriber } from "@thingwright/contracts";
import type { NetworkError, WotError } from "@thingwright/errors";
import type { MemoryLine } from "./network.js";

/**
 * A client's subscription. Stands between the Thing and the sink and holds the sink's promise: calls in order, none
 * after the end, none after `stop`.
 */
export class MemorySubscription implements RemoteSubscription, Subscriber, MemoryLine {
  readonly #sink: ContentSink;
  #state: "open" | "cut" | "ended" = "open";
  /** The end that came while the way was cut. */
  #missedEnd: (() => void) | undefined;
  readonly #endings: (() => void)[] = [];

  constructor(sink: ContentSink) {
    this.#sink = sink;
  }

  /** Does `letGo` once the subscription has ended, at once when it already has. */
  atEnd(letGo: () => void): void {
    if (this.#state === "ended") letGo();
    else this.#endings.push(letGo);
  }

  next(emission: Emission): void {
    if (this.#state === "open") this.#sink.next(emission.content);
  }

  error(error: WotError): void {
    this.#end(() => this.#sink.error(error));
  }

  complete(): void {
    this.#end(() => this.#sink.complete());
  }

  cut(error: NetworkError): void {
    if (this.#state !== "open") return;
    this.#state = "cut";
    this.#sink.interrupted(error);
  }

  mended(): void {
    if (this.#state !== "cut") return;
    this.#state = "open";
    this.#sink.resumed();
    if (this.#missedEnd !== undefined) this.#end(this.#missedEnd);
  }

  gone(error: NetworkError): void {
    if (this.#state === "cut") this.#state = "open";
    this.error(error);
  }

  async stop(): Promise<void> {
    this.#state = "ended";
    this.#release();
  }

  #end(tell: () => void): void {
    if (this.#state === "cut") this.#missedEnd ??= tell;
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#release();
    tell();
  }

  #release(): void {
    for (const letGo of this.#endings.splice(0)) letGo();
  }
}
