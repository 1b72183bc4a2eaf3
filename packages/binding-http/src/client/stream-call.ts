import type { WotError } from "@thingwright/errors";
import type { Dispatcher } from "undici";
import { GatheredBytes } from "../gathered-bytes.js";
import { failureOf } from "./failure.js";
import { headerOf, type RawReply } from "./raw-reply.js";

/** Bytes of a refusal that are read for its problem details. */
export const maxProblemBytes = 65_536;

/** Hears what becomes of a request for an event stream. */
export interface StreamListener {
  /** The stream is there. */
  opened(): void;
  /** May throw: then the stream is `failed`. */
  data(chunk: Buffer): void;
  /** Something else came instead of a stream. */
  refused(reply: RawReply): void;
  /** The peer has ended the stream. */
  ended(): void;
  failed(error: WotError): void;
}

/** One request for an event stream. After `ended`, `refused` or `failed` nothing more is heard. */
export class StreamCall implements Dispatcher.DispatchHandler {
  readonly #listener: StreamListener;
  #abort: ((error?: Error) => void) | undefined;
  #isOver = false;
  #begun = false;
  #isStream = false;
  #status = 0;
  #headers: readonly Buffer[] = [];
  readonly #refusal = new GatheredBytes();

  constructor(listener: StreamListener) {
    this.#listener = listener;
  }

  /** Gives the stream up. Idempotent; the listener hears nothing more. */
  cancel(): void {
    this.#isOver = true;
    this.#abort?.();
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#isOver) abort();
    else this.#begun = true;
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    if (status < 200 || this.#isOver) return true;
    this.#status = status;
    this.#headers = headers;
    this.#isStream = status === 200 && /^text\/event-stream\s*(?:;|$)/i.test(headerOf(headers, "content-type") ?? "");
    if (this.#isStream) this.#listener.opened();
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#isOver) return true;
    if (this.#isStream) this.#pass(chunk);
    else if (this.#refusal.size < maxProblemBytes) this.#refusal.add(chunk);
    else this.onComplete();
    return true;
  }

  #pass(chunk: Buffer): void {
    try {
      this.#listener.data(chunk);
    } catch (error) {
      this.#end(() => this.#listener.failed(failureOf(error, true)));
      this.#abort?.();
    }
  }

  onComplete(): void {
    const { body, status, headers } = {
      body: this.#refusal.whole,
      status: this.#status,
      headers: this.#headers,
    };
    this.#end(() => (this.#isStream ? this.#listener.ended() : this.#listener.refused({ status, headers, body })));
  }

  onError(error: Error): void {
    this.#end(() => this.#listener.failed(failureOf(error, this.#begun)));
  }

  #end(tell: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    tell();
  }
}
