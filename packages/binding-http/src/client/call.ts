import { ProtocolError, type WotError } from "@thingwright/errors";
import type { Dispatcher } from "undici";
import { GatheredBytes } from "../gathered-bytes.js";
import type { Deadline } from "./deadline.js";
import { failureOf } from "./failure.js";
import { headerOf, type RawReply } from "./raw-reply.js";

/**
 * One request and its whole response.
 *
 * Written against undici's first handler interface, which its dispatchers speak natively: the newer one builds an
 * object of all headers for each response.
 */
export class Call implements Dispatcher.DispatchHandler {
  readonly reply: Promise<RawReply>;
  readonly #maxBytes: number;
  readonly #deadline: Deadline;
  readonly #onBegun: (() => void) | undefined;
  #resolve!: (reply: RawReply) => void;
  #reject!: (error: WotError) => void;
  #abort: ((error: Error) => void) | undefined;
  #begun = false;
  #failed: WotError | undefined;
  #status = 0;
  #headers: readonly Buffer[] = [];
  readonly #body = new GatheredBytes();

  constructor(maxBytes: number, deadline: Deadline, onBegun: (() => void) | undefined) {
    this.#onBegun = onBegun;
    this.#maxBytes = maxBytes;
    this.#deadline = deadline;
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    deadline.onEnd = (error) => this.#fail(error);
  }

  /** Sends the request. @param onBegun - called when it goes out on a connection */
  static send(
    dispatcher: Dispatcher,
    options: Dispatcher.DispatchOptions,
    maxBytes: number,
    deadline: Deadline,
    onBegun?: (() => void) | undefined,
  ): Promise<RawReply> {
    const call = new Call(maxBytes, deadline, onBegun);
    if (deadline.ended !== undefined) call.#fail(deadline.ended);
    else dispatcher.dispatch(options, call);
    return call.reply;
  }

  /** Rejects, and lets go of the connection, now or as soon as there is one. */
  #fail(error: WotError): void {
    if (this.#failed !== undefined) return;
    this.#failed = error;
    this.#reject(error);
    this.#abort?.(error);
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#failed !== undefined) abort(this.#failed);
    else {
      this.#begun = true;
      this.#onBegun?.();
    }
  }

  onHeaders(status: number, headers: Buffer[]): boolean {
    if (status < 200) return true;
    this.#status = status;
    this.#headers = headers;
    if (Number(headerOf(headers, "content-length") ?? 0) > this.#maxBytes) this.#fail(tooLong(this.#maxBytes));
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#failed !== undefined) return true;
    if (this.#body.size + chunk.length <= this.#maxBytes) this.#body.add(chunk);
    else this.#fail(tooLong(this.#maxBytes));
    return true;
  }

  onComplete(): void {
    this.#deadline.onEnd = undefined;
    this.#resolve({ status: this.#status, headers: this.#headers, body: this.#body.whole });
  }

  onError(error: Error): void {
    this.#deadline.onEnd = undefined;
    this.#fail(failureOf(error, this.#begun));
  }
}

const tooLong = (maxBytes: number): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `the response has more than ${maxBytes} bytes`);
