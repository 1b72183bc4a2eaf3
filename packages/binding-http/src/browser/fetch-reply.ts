import type { RawReply } from "../client/transport.js";

/** An answer as `fetch` brings it. */
export class FetchReply implements RawReply {
  readonly status: number;
  readonly body: Uint8Array;
  readonly #headers: Headers;

  constructor({ status, headers }: Response, body: Uint8Array) {
    this.status = status;
    this.body = body;
    this.#headers = headers;
  }

  /** `content-encoding` has no value: the browser has taken the coding off. */
  header(name: string): string | undefined {
    return name === "content-encoding" ? undefined : (this.#headers.get(name) ?? undefined);
  }

  /** A browser joins lines of the same name, so there is one at most. */
  headers(name: string): readonly string[] {
    const value = this.header(name);
    return value === undefined ? [] : [value];
  }
}
