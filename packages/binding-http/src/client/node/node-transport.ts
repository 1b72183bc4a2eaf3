import { AbortError, asWotError, type WotError } from "@thingwright/errors";
import type { HttpClientSettings } from "../client-options.js";
import type { Deadline } from "../deadline.js";
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
} from "../transport.js";
import { contentCodings } from "./content-coding.js";
import { failureOf } from "./failure.js";
import { NodeSocket } from "./node-socket.js";
import { OriginPools } from "./origin-pools.js";
import { StreamCall } from "./stream-call.js";
import { WholeCall } from "./whole-call.js";

/** The way to peers in Node.js: connections that undici keeps, and WebSockets of `ws`. */
export class NodeTransport implements Transport {
  readonly codings = contentCodings;
  readonly #settings: HttpClientSettings;
  readonly #pools: OriginPools;
  readonly #sockets = new Set<NodeSocket>();
  #stopped = false;

  constructor(settings: HttpClientSettings) {
    this.#settings = settings;
    this.#pools = new OriginPools(settings);
  }

  send(request: TransportRequest, deadline: Deadline, lane: Lane, onBegun?: () => void): Promise<RawReply> {
    const call = new WholeCall(this.#settings.limits.maxBodyBytes, deadline, onBegun);
    try {
      call.send(this.#pools.of(request.origin)[lane], request);
    } catch (error) {
      call.onError(asWotError(error));
    }
    return call.reply;
  }

  open(request: TransportRequest, listener: StreamListener): OpenStream {
    const call = new StreamCall(listener);
    try {
      call.send(this.#pools.of(request.origin).streams, request);
    } catch (error) {
      call.onError(asWotError(error));
    }
    return call;
  }

  connect(request: SocketRequest, listener: SocketListener): OpenSocket {
    try {
      if (this.#stopped) throw stopped();
      const socket: NodeSocket = new NodeSocket(request, listener, this.#settings, () => this.#sockets.delete(socket));
      this.#sockets.add(socket);
      return socket;
    } catch (error) {
      return neverOpened(failureOf(error, false), listener);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const socket of this.#sockets) socket.fail(stopped());
    await this.#pools.stop();
  }
}

/** Says so after the caller has its socket, as with every other failure. */
function neverOpened(error: WotError, listener: SocketListener): OpenSocket {
  let isOver = false;
  queueMicrotask(() => {
    if (!isOver) listener.closed(error);
  });
  return {
    bufferedBytes: 0,
    send: () => {},
    close: () => {
      isOver = true;
    },
  };
}

const stopped = (): AbortError => new AbortError("WOT_ABORTED", "the client has been stopped");
