import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from "node:http2";

/** An answer over HTTP/2, read to its end. */
export interface Http2Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** How the stream ended: 0 for properly (RFC 9113 §7). */
  readonly code: number;
}

/** A plain client of HTTP/2: the one of Node, not ours. */
export class Http2Peer implements AsyncDisposable {
  readonly session: ClientHttp2Session;
  /** Code with which the server said that it goes away. */
  goaway: number | undefined;

  constructor(origin: string, ca: string) {
    this.session = connect(origin, { ca });
    this.session.on("goaway", (code) => {
      this.goaway = code;
    });
    this.session.on("error", () => {});
  }

  open(headers: OutgoingHttpHeaders, endStream = true): ClientHttp2Stream {
    return this.session.request(headers, { endStream }).on("error", () => {});
  }

  ask(path: string, headers: OutgoingHttpHeaders = {}, body?: string): Promise<Http2Reply> {
    const stream = this.open({ ":path": path, ...headers }, body === undefined);
    if (body !== undefined) stream.end(body);
    return replyOf(stream);
  }

  /** Resolves once the connection is gone. */
  get closed(): Promise<void> {
    return new Promise((resolve) => (this.session.destroyed ? resolve() : this.session.once("close", () => resolve())));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.session.destroy();
  }
}

/** What comes on `stream`, to its end. */
export function replyOf(stream: ClientHttp2Stream): Promise<Http2Reply> {
  return new Promise((resolve) => {
    let headers: IncomingHttpHeaders = {};
    let text = "";
    stream.on("response", (received) => {
      headers = received;
    });
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    stream.on("close", () =>
      resolve({ status: Number(headers[":status"] ?? 0), headers, text, code: stream.rstCode ?? 0 }),
    );
  });
}
