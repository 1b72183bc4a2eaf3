import { asWotError, isWotError, NetworkError, ProtocolError, type WotError } from "@thingwright/errors";
import type { TransportRequest } from "../client/transport.js";
import { GatheredBytes } from "../gathered-bytes.js";
import type { BrowserHttpClientSettings } from "./browser-client-options.js";
import { encodedBody } from "./content-coding.js";
import { checkedAddress, outgoingFetch } from "./outgoing-fetch.js";

export type FetchSettings = Pick<BrowserHttpClientSettings, "fetch" | "crossOriginRedirects">;

/** One request by `fetch` and its answer. */
export class FetchCall {
  readonly #settings: FetchSettings;
  readonly #controller = new AbortController();
  #givenUp: WotError | undefined;

  constructor(settings: FetchSettings) {
    this.#settings = settings;
  }

  /** Lets go of the connection; whatever is waited for fails with `error`. Idempotent. */
  giveUp(error: WotError): void {
    this.#givenUp ??= error;
    this.#controller.abort();
  }

  /** The answer once its headers are there. @throws {WotError} */
  async send(request: TransportRequest): Promise<Response> {
    const { fetch, crossOriginRedirects } = this.#settings;
    try {
      if (this.#givenUp !== undefined) throw this.#givenUp;
      const outgoing = outgoingFetch(await encoded(request), this.#controller.signal);
      return checkedAddress(await fetch(outgoing), crossOriginRedirects ? undefined : request.origin);
    } catch (error) {
      throw this.#failure(error, "the device cannot be reached, or does not let this page use it (CORS)");
    }
  }

  /** @throws {ProtocolError} for a body of more than `maxBytes` */
  async whole(response: Response, maxBytes: number): Promise<Uint8Array> {
    const body = new GatheredBytes();
    await this.each(response, (chunk) => {
      if (body.size + chunk.byteLength > maxBytes) throw tooLong(maxBytes);
      body.add(chunk);
    });
    return body.whole;
  }

  /** The first `maxBytes` or a little more; the rest is not waited for. */
  async beginning(response: Response, maxBytes: number): Promise<Uint8Array> {
    const body = new GatheredBytes();
    await this.each(response, (chunk) => {
      body.add(chunk);
      return body.size < maxBytes;
    });
    return body.whole;
  }

  /**
   * Hands over each chunk of the body, until its end or until `receive` returns false.
   *
   * @throws {WotError} also what `receive` throws
   */
  async each({ body }: Response, receive: (chunk: Uint8Array) => unknown): Promise<void> {
    try {
      const reader = body?.getReader();
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done || value === undefined) return;
        if (receive(value) !== false) continue;
        this.#controller.abort();
        return;
      }
    } catch (error) {
      throw this.#failure(error, "the connection broke");
    }
  }

  /** Lets go of the connection. A TypeError is all that a page is told of the network; `message` says what it means. */
  #failure(error: unknown, message: string): WotError {
    this.#controller.abort();
    if (this.#givenUp !== undefined) return this.#givenUp;
    if (isWotError(error)) return error;
    return error instanceof TypeError ? new NetworkError("WOT_NETWORK", message, { cause: error }) : asWotError(error);
  }
}

const tooLong = (maxBytes: number): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `the response has more than ${maxBytes} bytes`);

async function encoded(request: TransportRequest): Promise<TransportRequest> {
  const { body, coding, headers } = request;
  if (coding === undefined || body === null || body.byteLength === 0) return request;
  return { ...request, headers: [...headers, "content-encoding", coding], body: await encodedBody(body, coding) };
}
