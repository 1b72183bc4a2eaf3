import { AbortError } from "@thingwright/errors";
import type { Deadline } from "../client/deadline.js";
import type {
  Lane,
  OpenSocket,
  OpenStream,
  RawReply,
  SocketListener,
  SocketRequest,
  StreamListener,
  Transport,
  TransportRequest,
} from "../client/transport.js";
import type { BrowserHttpClientSettings } from "./browser-client-options.js";
import { browserCodings } from "./content-coding.js";
import { FetchCall } from "./fetch-call.js";
import { FetchReply } from "./fetch-reply.js";
import { FetchStream } from "./fetch-stream.js";
import { PageSocket } from "./page-socket.js";
import { StreamPlaces } from "./stream-places.js";

/** The way to peers in a browser: `fetch` and `WebSocket`. Connections, TLS and the size of headers are the browser's. */
export class FetchTransport implements Transport {
  readonly codings = browserCodings;
  readonly #settings: BrowserHttpClientSettings;
  readonly #places: StreamPlaces;
  /** What ends with this transport. */
  readonly #open = new Set<{ giveUp(error: AbortError): void }>();
  #stopped = false;

  constructor(settings: BrowserHttpClientSettings) {
    this.#settings = settings;
    this.#places = new StreamPlaces(settings.limits.maxStreamsPerOrigin);
  }

  async send(request: TransportRequest, deadline: Deadline, lane: Lane, onBegun?: () => void): Promise<RawReply> {
    const { limits } = this.#settings;
    const call = new FetchCall(this.#settings);
    const release = lane === "streams" ? this.#places.take(request.origin) : () => {};
    deadline.onEnd = (error) => {
      release();
      call.giveUp(error);
    };
    if (deadline.ended !== undefined) call.giveUp(deadline.ended);
    this.#begin(call);
    try {
      const answer = call.send(request);
      onBegun?.();
      const response = await answer;
      return new FetchReply(response, await call.whole(response, limits.maxBodyBytes));
    } finally {
      deadline.onEnd = undefined;
      this.#open.delete(call);
      release();
    }
  }

  open(request: TransportRequest, listener: StreamListener): OpenStream {
    const stream = new FetchStream(listener, this.#settings);
    try {
      const release = this.#places.take(request.origin);
      stream.onEnd = () => {
        this.#open.delete(stream.call);
        release();
      };
      this.#begin(stream.call);
      void stream.run(request);
    } catch (error) {
      queueMicrotask(() => stream.fail(error));
    }
    return stream;
  }

  connect(request: SocketRequest, listener: SocketListener): OpenSocket {
    const socket = new PageSocket(request, listener, () => this.#open.delete(socket));
    this.#open.add(socket);
    // Whoever asked has the socket before it hears of it.
    if (this.#stopped) queueMicrotask(() => socket.giveUp(stopped()));
    else socket.open(this.#settings.WebSocket);
    return socket;
  }

  #begin(call: FetchCall): void {
    if (this.#stopped) call.giveUp(stopped());
    else this.#open.add(call);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const work of this.#open) work.giveUp(stopped());
    this.#open.clear();
  }
}

const stopped = (): AbortError => new AbortError("WOT_ABORTED", "the client has been stopped");
