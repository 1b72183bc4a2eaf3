import {
  Http2ServerRequest,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { ReadableOptions } from "node:stream";

/**
 * A request of HTTP/2 that reads like one of HTTP/1.1: its `:authority` is its `host`. When both are there and differ, so
 * that nobody can say whom it is for (RFC 9113 §8.3.1), there are two hosts.
 */
export class Http2Message extends Http2ServerRequest {
  /** The connection; a stream forgets it when it ends. */
  readonly session: ServerHttp2Session | undefined;

  constructor(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    options: ReadableOptions,
    rawHeaders: readonly string[],
  ) {
    super(stream, headers, options, plainHeaders(rawHeaders));
    this.session = stream.session as ServerHttp2Session | undefined;
    headers.host ??= headers[":authority"];
  }

  /**
   * A body that is cut short never ends. Node ends it whatever closes the stream, and half a value would be taken for a whole
   * one.
   */
  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    if (chunk !== null || this.#isWhole) return super.push(chunk, encoding);
    this.destroy();
    return false;
  }

  /** Whether the peer itself has ended the body (RFC 9113 §8.1), and nothing else the stream. */
  get #isWhole(): boolean {
    const { endAfterHeaders, readableEnded, closed, aborted, destroyed } = this.stream;
    return endAfterHeaders || (readableEnded && !closed && !aborted && !destroyed);
  }
}

/** Without pseudo-headers. */
function plainHeaders(raw: readonly string[]): string[] {
  const plain: string[] = [];
  const hosts = new Set<string>();
  for (let i = 0; i < raw.length; i += 2) {
    const [name, value] = [raw[i]!, raw[i + 1]!];
    if (name === ":authority" || name === "host") hosts.add(value);
    else if (!name.startsWith(":")) plain.push(name, value);
  }
  for (const host of hosts) plain.push("host", host);
  return plain;
}
