import { constants, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { Clock } from "@thingwright/contracts";
import { problemMediaType, RequestError, toProblem } from "@thingwright/errors";
import type { HttpServerLimits } from "../server-limits.js";

/** Span over which frames that only make work are counted, in milliseconds. */
const spanMs = 60_000;

/**
 * The HTTP/2 connections of a server, and what a peer may do with one: stay idle, reset what it has asked for, ping and change
 * settings without end, and take its time with a body.
 */
export class Http2Sessions {
  readonly #limits: HttpServerLimits;
  readonly #clock: Clock;
  readonly #stalledMs: number;
  readonly #open = new Set<ServerHttp2Session>();

  /** @param stalledMs - after which a connection with requests in progress on which nothing moves is cut */
  constructor(limits: HttpServerLimits, clock: Clock, stalledMs: number) {
    this.#limits = limits;
    this.#clock = clock;
    this.#stalledMs = stalledMs;
  }

  get size(): number {
    return this.#open.size;
  }

  add(session: ServerHttp2Session): void {
    this.#open.add(session);
    session.once("close", () => this.#open.delete(session));
    const count = this.#counter(session);
    session.on("ping", count);
    session.on("remoteSettings", count);
    session.on("stream", (stream) => {
      // Asking and taking it back costs a peer nothing, and us a request (CVE-2023-44487).
      stream.once("aborted", count);
      if (!stream.endAfterHeaders) this.#watch(stream);
    });
    this.#endWhenFull(session);
    this.#endWhenQuiet(session);
  }

  /**
   * Takes no new requests on `session` once what peers have left of their answers would fill half of its memory: Node counts
   * it for as long as the connection lives, and would refuse every further stream. The peer opens another connection.
   */
  #endWhenFull(session: ServerHttp2Session): void {
    const most = this.#limits.maxConnectionMemoryMiB * 2 ** 19;
    let left = 0;
    session.on("stream", (stream) => {
      stream.once("close", () => {
        left += stream.writableLength;
        if (left > most) session.close();
      });
    });
  }

  /** Closes `session` after `idleTimeoutMs` without a request, or `stalledMs` without a byte for those that it has. */
  #endWhenQuiet(session: ServerHttp2Session): void {
    let streams = 0;
    const { idleTimeoutMs } = this.#limits;
    session.on("stream", (stream) => {
      if (streams++ === 0) session.setTimeout(this.#stalledMs);
      stream.once("close", () => {
        if (--streams === 0) session.setTimeout(idleTimeoutMs);
      });
    });
    // The timeout of the server is for the sockets of HTTP/1.1, and would cut a session whatever it is about.
    session.removeAllListeners("timeout");
    session.on("timeout", () => (streams === 0 ? session.close() : session.destroy()));
    session.setTimeout(idleTimeoutMs);
  }

  /** Ends `session` when it is called too often. */
  #counter(session: ServerHttp2Session): () => void {
    let since = this.#clock.now();
    let count = 0;
    return () => {
      const now = this.#clock.now();
      if (now - since > spanMs) [since, count] = [now, 0];
      if (++count > this.#limits.maxControlFramesPerMinute) turnAway(session);
    };
  }

  /** A body that does not come in time is answered with 408, as over HTTP/1.1. */
  #watch(stream: ServerHttp2Stream): void {
    const timer = this.#clock.after(this.#limits.requestTimeoutMs, () => refuseLate(stream));
    stream.once("end", () => timer.cancel());
    stream.once("close", () => timer.cancel());
  }

  /** Takes no new requests; each connection ends with its last answer. */
  close(): void {
    for (const session of this.#open) session.close();
  }

  destroy(): void {
    for (const session of this.#open) session.destroy();
  }
}

/** Says why, and cuts the connection once that has gone out. */
function turnAway(session: ServerHttp2Session): void {
  if (session.destroyed) return;
  session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM);
  setImmediate(() => session.destroy());
}

function refuseLate(stream: ServerHttp2Stream): void {
  if (stream.destroyed) return;
  if (stream.headersSent) {
    stream.close(constants.NGHTTP2_CANCEL);
    return;
  }
  const problem = toProblem(new RequestError("WOT_BAD_REQUEST", "the request did not arrive in time"));
  stream.once("finish", () => stream.close(constants.NGHTTP2_CANCEL));
  stream.respond({ ":status": 408, "content-type": problemMediaType });
  stream.end(JSON.stringify({ ...problem, status: 408 }));
}
