import { Http2ServerResponse } from "node:http2";

/** Headers that mean a connection of HTTP/1.1 (RFC 9113 §8.2.2): HTTP/2 forbids them. */
const ofConnection: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/** An answer of HTTP/2 that is written like one of HTTP/1.1: header lists with repeated names, `destroyed`, bodies of HEAD. */
export class Http2Answer extends Http2ServerResponse {
  /** @param headers - names and values in turn */
  override writeHead(status: number, headers?: unknown): this {
    return Array.isArray(headers)
      ? super.writeHead(status, gathered(headers))
      : super.writeHead(status, headers as Parameters<Http2ServerResponse["writeHead"]>[1]);
  }

  override end(...parameters: unknown[]): this {
    const end = super.end as (...all: unknown[]) => this;
    return this.req.method === "HEAD" ? end.call(this) : end.apply(this, parameters);
  }
}

// The types have it; Node does not.
Object.defineProperty(Http2Answer.prototype, "destroyed", {
  get(this: Http2Answer) {
    return this.stream.destroyed;
  },
});

/** Repeated names become lists, so that each challenge goes out on a line of its own. */
function gathered(flat: readonly string[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = Object.create(null);
  for (let i = 0; i < flat.length; i += 2) {
    const [name, value] = [flat[i]!, flat[i + 1]!];
    if (ofConnection.has(name)) continue;
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}
