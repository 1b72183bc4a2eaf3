import type { ClientHttp2Stream, IncomingHttpHeaders } from "node:http2";
import type { Dispatcher } from "undici";

/** An answer over HTTP/2 on its way to a handler, and whether all of it has come. */
export class Http2Reply {
  /** What cut it, if Node knows. */
  failure: Error | undefined;
  readonly #stream: ClientHttp2Stream;
  #hasEnded = false;
  /** Bytes that are still to come, as the peer says. */
  #missing = 0;

  constructor(stream: ClientHttp2Stream, handler: Dispatcher.DispatchHandler) {
    this.#stream = stream;
    stream.on("response", (headers, _flags, raw?: readonly string[]) => {
      this.#missing = bodyLength(headers, stream);
      const all = rawHeaders(raw ?? Object.entries(headers).flat(2).map(String));
      handler.onHeaders?.(Number(headers[":status"]), all, () => {}, "");
    });
    stream.on("data", (chunk: Buffer) => {
      this.#missing -= chunk.length;
      handler.onData?.(chunk);
    });
    stream.once("error", (error) => {
      this.failure = error;
    });
    // Node ends the body of a stream that is destroyed, too.
    stream.once("end", () => {
      this.#hasEnded = !stream.destroyed;
    });
  }

  get isWhole(): boolean {
    return this.#hasEnded && this.#stream.rstCode === 0 && this.#missing <= 0;
  }
}

/** Bytes that follow; 0 where the peer does not say, or where none follow whatever it says (RFC 9110 §8.6). */
function bodyLength(headers: IncomingHttpHeaders, { sentHeaders }: ClientHttp2Stream): number {
  if (sentHeaders[":method"] === "HEAD" || Number(headers[":status"]) === 304) return 0;
  return Number(headers["content-length"] ?? 0);
}

/** Names and values in turn, as bytes, without pseudo-headers. */
function rawHeaders(raw: readonly string[]): Buffer[] {
  const headers: Buffer[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const [name, value] = [raw[i]!, raw[i + 1]!];
    if (!name.startsWith(":")) headers.push(Buffer.from(name, "latin1"), Buffer.from(value, "latin1"));
  }
  return headers;
}
