import { type ClientHttp2Session, connect, constants, type OutgoingHttpHeaders, sensitiveHeaders } from "node:http2";
import type { TLSSocket } from "node:tls";
import type { Timer } from "@thingwright/contracts";
import { type Dispatcher, errors } from "undici";
import type { HttpClientSettings } from "../client-options.js";
import { Http2Reply } from "./http2-reply.js";

/** Streams that are opened before the peer has said how many it takes (RFC 9113 §6.5.2). */
const presumedStreams = 100;

/** One request on its way. */
export interface Dispatch {
  readonly options: Dispatcher.DispatchOptions;
  readonly handler: Dispatcher.DispatchHandler;
}

/** Hears what becomes of a connection. */
export interface ConnectionListener {
  /** A stream has ended: there is room for another one. */
  freed(): void;
  /** The peer has not looked at the request (RFC 9113 §8.7). */
  refused(dispatch: Dispatch): void;
  closed(): void;
}

/** An HTTP/2 connection to one origin, for as many requests at a time as its peer takes. */
export class Http2Connection {
  readonly #session: ClientHttp2Session;
  readonly #listener: ConnectionListener;
  readonly #settings: HttpClientSettings;
  readonly #authority: string;
  #streams = 0;
  #idle: Timer | undefined;

  constructor(origin: string, socket: TLSSocket, settings: HttpClientSettings, listener: ConnectionListener) {
    this.#listener = listener;
    this.#settings = settings;
    this.#authority = new URL(origin).host;
    this.#session = connect(origin, {
      createConnection: () => socket,
      peerMaxConcurrentStreams: presumedStreams,
      settings: { enablePush: false, maxHeaderListSize: settings.limits.maxHeaderBytes },
    });
    this.#session.on("remoteSettings", () => listener.freed());
    // Its streams say why; without a listener it would end the process.
    this.#session.on("error", () => this.#session.destroy());
    this.#session.once("close", () => {
      this.#idle?.cancel();
      listener.closed();
    });
    this.#rest();
  }

  /** Whether another request can go out at once. */
  get hasRoom(): boolean {
    const { closed, destroyed, remoteSettings } = this.#session;
    return !closed && !destroyed && this.#streams < (remoteSettings?.maxConcurrentStreams ?? presumedStreams);
  }

  /** Sends a request. undici's first handler interface has `onConnect` called before anything goes out. */
  send(dispatch: Dispatch): void {
    const { options, handler } = dispatch;
    let aborted: Error | undefined;
    let cancel = (): void => {};
    handler.onConnect?.((error) => {
      aborted = error ?? new errors.RequestAbortedError();
      cancel();
    });
    if (aborted !== undefined) {
      handler.onError?.(aborted);
      return;
    }
    const body = options.body as Uint8Array | null;
    const stream = this.#session.request(this.#headers(options), { endStream: body === null });
    cancel = () => stream.close(constants.NGHTTP2_CANCEL);
    this.#begin();
    const reply = new Http2Reply(stream, handler);
    stream.once("close", () => {
      this.#end();
      if (aborted !== undefined) handler.onError?.(aborted);
      else if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM) this.#listener.refused(dispatch);
      else if (reply.isWhole) handler.onComplete?.([]);
      else handler.onError?.(new errors.SocketError(reply.failure?.message ?? "the peer has cut the stream"));
    });
    if (body !== null) stream.end(body);
  }

  #headers({ method, path, headers }: Dispatcher.DispatchOptions): OutgoingHttpHeaders {
    const all: OutgoingHttpHeaders = Object.create(null);
    all[":method"] = method;
    all[":scheme"] = "https";
    all[":authority"] = this.#authority;
    all[":path"] = path;
    const flat = headers as readonly string[];
    for (let i = 0; i < flat.length; i += 2) {
      const [name, value] = [flat[i]!, flat[i + 1]!];
      const before = all[name] as string | string[] | undefined;
      all[name] = before === undefined ? value : [before, value].flat();
    }
    // Their compression would let somebody who counts bytes guess them (RFC 7541 §7.1.3).
    return Object.assign(all, { [sensitiveHeaders]: ["authorization", "cookie"] });
  }

  #begin(): void {
    this.#idle?.cancel();
    if (this.#streams++ === 0) this.#session.ref();
  }

  #end(): void {
    if (--this.#streams === 0) this.#rest();
    this.#listener.freed();
  }

  /** Without requests the connection is kept for a while, and does not keep the process alive. */
  #rest(): void {
    this.#session.unref();
    this.#idle = this.#settings.clock.after(this.#settings.limits.idleTimeoutMs, () => this.#session.close());
  }

  /** Resolves once it is closed; requests in progress finish. */
  close(): Promise<void> {
    if (this.#session.destroyed) return Promise.resolve();
    return new Promise((resolve) => this.#session.close(resolve));
  }

  destroy(): void {
    this.#session.destroy();
  }
}
