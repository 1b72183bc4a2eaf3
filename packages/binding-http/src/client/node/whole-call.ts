import { ProtocolError, type WotError } from "@thingwright/errors";
import type { Dispatcher } from "undici";
import { GatheredBytes } from "../../gathered-bytes.js";
import type { Deadline } from "../deadline.js";
import type { RawReply, TransportRequest } from "../transport.js";
import { decodeContent, encodeContent } from "./content-coding.js";
import { failureOf } from "./failure.js";
import { headerOf, numberIn, UndiciReply } from "./undici-reply.js";

/**
 * One request and its whole response.
 *
 * Written against undici's first handler interface, which its dispatchers speak natively: the newer one builds an
 * object of all headers for each response.
 */
export class WholeCall implements Dispatcher.DispatchHandler {
  readonly reply: Promise<RawReply>;
  readonly #maxBytes: number;
  readonly #deadline: Deadline;
  readonly #onBegun: (() => void) | undefined;
  #resolve!: (reply: RawReply) => void;
  #reject!: (error: WotError) => void;
  #abort: ((error: Error) => void) | undefined;
  #dispatcher!: Dispatcher;
  #request!: TransportRequest;
  #begun = false;
  /** A safe request goes out once more when its connection, kept alive, turned out to be closed: nobody has seen it. */
  #mayRepeat = false;
  #failed: WotError | undefined;
  #status = 0;
  #headers: readonly Uint8Array[] = [];
  #contentEncoding: string | undefined;
  readonly #body = new GatheredBytes();

  /** @param onBegun - called when the request goes out on a connection */
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

  /** Sends the request, unless its time is over. */
  send(dispatcher: Dispatcher, request: TransportRequest): void {
    this.#dispatcher = dispatcher;
    this.#request = request;
    this.#mayRepeat = request.method === "GET";
    if (this.#deadline.ended !== undefined) this.#fail(this.#deadline.ended);
    else if (request.coding === undefined || request.body === null) this.#dispatch();
    else this.#encode(request.body, request.coding);
  }

  #encode(body: Uint8Array, coding: string): void {
    encodeContent(body, coding).then(
      (encoded) => {
        const headers = [...this.#request.headers, "content-encoding", coding];
        this.#request = { ...this.#request, headers, body: encoded };
        if (this.#failed === undefined) this.#dispatch();
      },
      (error) => this.onError(error),
    );
  }

  #dispatch(): void {
    this.#dispatcher.dispatch(this.#request as unknown as Dispatcher.DispatchOptions, this);
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
    this.#contentEncoding = headerOf(headers, "content-encoding");
    if ((numberIn(headers, "content-length") ?? 0) > this.#maxBytes) this.#fail(tooLong(this.#maxBytes));
    return true;
  }

  onData(chunk: Uint8Array): boolean {
    if (this.#failed !== undefined) return true;
    if (this.#body.size + chunk.length <= this.#maxBytes) this.#body.add(chunk);
    else this.#fail(tooLong(this.#maxBytes));
    return true;
  }

  onComplete(): void {
    if (this.#contentEncoding === undefined || this.#body.size === 0) this.#end(this.#body.whole);
    else this.#decode(this.#contentEncoding);
  }

  #decode(contentEncoding: string): void {
    decodeContent(this.#body.whole, contentEncoding, this.#maxBytes).then(
      (body) => this.#end(body),
      (error) => this.onError(error),
    );
  }

  #end(body: Uint8Array): void {
    this.#deadline.onEnd = undefined;
    this.#resolve(new UndiciReply(this.#status, this.#headers, body));
  }

  onError(error: Error): void {
    if (this.#mayRepeat && this.#begun && this.#status === 0 && this.#failed === undefined && isReset(error)) {
      this.#mayRepeat = false;
      this.#dispatch();
      return;
    }
    this.#deadline.onEnd = undefined;
    this.#fail(failureOf(error, this.#begun));
  }
}

const tooLong = (maxBytes: number): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `the response has more than ${maxBytes} bytes`);

/** Whether the connection was cut. */
function isReset(error: Error): boolean {
  const code = "code" in error ? error.code : undefined;
  return code === "UND_ERR_SOCKET" || code === "ECONNRESET" || code === "EPIPE";
}
