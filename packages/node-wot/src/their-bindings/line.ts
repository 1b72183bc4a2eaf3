import type { Content, ContentSink, RemoteSubscription } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";

/**
 * One subscriber's end of a feed. Holds what a sink is promised: calls in order, none after the end, none after `stop`.
 */
export class Line implements RemoteSubscription {
  readonly #sink: ContentSink;
  readonly #leave: (line: Line) => Promise<void>;
  #state: "open" | "cut" | "ended" = "open";
  #stopping: Promise<void> | undefined;

  /** @param leave - takes the line out of its feed, once */
  constructor(sink: ContentSink, leave: (line: Line) => Promise<void>) {
    this.#sink = sink;
    this.#leave = leave;
  }

  next(content: Content): void {
    if (this.#state === "ended") return;
    if (this.#state === "cut") this.resumed();
    this.#sink.next(content);
  }

  interrupted(error: WotError): void {
    if (this.#state !== "open") return;
    this.#state = "cut";
    this.#sink.interrupted(error);
  }

  resumed(): void {
    if (this.#state !== "cut") return;
    this.#state = "open";
    this.#sink.resumed();
  }

  error(error: WotError): void {
    this.#end(() => this.#sink.error(error));
  }

  complete(): void {
    this.#end(() => this.#sink.complete());
  }

  stop(): Promise<void> {
    this.#state = "ended";
    this.#stopping ??= this.#leave(this);
    return this.#stopping;
  }

  #end(tell: () => void): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#stopping ??= this.#leave(this);
    tell();
  }
}
