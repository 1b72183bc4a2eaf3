import type { Dispatcher } from "undici";
import { GatheredBytes } from "../../gathered-bytes.js";
import type { OpenStream, StreamListener, TransportRequest } from "../transport.js";
import { failureOf } from "./failure.js";
import { headerOf, UndiciReply } from "./undici-reply.js";

/** Bytes of a refusal that are read for its problem details. */
const maxProblemBytes = 65_536;

/** One request for an event stream. After `ended`, `refused` or `failed` nothing more is heard. */
export class StreamCall implements Dispatcher.DispatchHandler, OpenStream {
  readonly #listener: StreamListener;
  #abort: ((error?: Error) => void) | undefined;
  #isOver = false;
  #begun = false;
  #isStream = false;
  #status = 0;
  #headers: readonly Uint8Array[] = [];
  readonly #refusal = new GatheredBytes();

  constructor(listener: StreamListener) {
    this.#listener = listener;
  }

  send(dispatcher: Dispatcher, request: TransportRequest): void {
    dispatcher.dispatch(request as Dispatcher.DispatchOptions, this);
  }

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

  onData(chunk: Uint8Array): boolean {
    if (this.#isOver) return true;
    if (this.#isStream) this.#pass(chunk);
    else if (this.#refusal.size < maxProblemBytes) this.#refusal.add(chunk);
    else this.onComplete();
    return true;
  }

  #pass(chunk: Uint8Array): void {
    try {
      this.#listener.data(chunk);
    } catch (error) {
      this.#end(() => this.#listener.failed(failureOf(error, true)));
      this.#abort?.();
    }
  }

  onComplete(): void {
    this.#end(() => {
      if (this.#isStream) this.#listener.ended();
      else this.#listener.refused(new UndiciReply(this.#status, this.#headers, this.#refusal.whole));
    });
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
