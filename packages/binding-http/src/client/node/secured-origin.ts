import type { TLSSocket } from "node:tls";
import { type buildConnector, Dispatcher, errors, Pool } from "undici";
import type { HttpClientSettings } from "../client-options.js";
import { type Dispatch, Http2Connection } from "./http2-connection.js";
import { TlsConnector } from "./tls-connector.js";

/**
 * The connections to one `https:` origin. The first one tells, by ALPN, whether the peer speaks HTTP/2: then many requests
 * share a connection, and the next is opened when it is full. Otherwise undici's pool serves, beginning with that first one.
 */
export class SecuredOrigin extends Dispatcher {
  readonly #origin: string;
  readonly #settings: HttpClientSettings;
  readonly #maxConnections: number;
  readonly #connector: TlsConnector;
  readonly #pool: Pool;
  #connections: readonly Http2Connection[] = [];
  /** Requests without a connection yet. Each has a deadline with its owner. */
  #waiting: Dispatch[] = [];
  /** Requests that a peer has refused unread: they go out once more, and no more. */
  readonly #repeated = new WeakSet<Dispatch>();
  /** Opened to ask for HTTP/2, which the peer does not speak. */
  #spare: TLSSocket | undefined;
  #speaksHttp1 = false;
  #isConnecting = false;
  #isClosed = false;

  constructor(origin: string, settings: HttpClientSettings, poolOptions: Pool.Options) {
    super();
    this.#origin = origin;
    this.#settings = settings;
    this.#maxConnections = poolOptions.connections ?? 1;
    this.#connector = new TlsConnector(origin, settings, true);
    const http1 = new TlsConnector(origin, settings, false);
    this.#pool = new Pool(origin, {
      ...poolOptions,
      connect: (options, done) => this.#takeSpare(done) || http1.connect(options, done),
    });
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (this.#speaksHttp1) return this.#pool.dispatch(options, handler);
    if (this.#isClosed) handler.onError?.(new errors.ClientClosedError());
    else this.#send({ options, handler });
    return true;
  }

  #send(dispatch: Dispatch): void {
    const connection = this.#connections.find(({ hasRoom }) => hasRoom);
    if (connection !== undefined) {
      connection.send(dispatch);
      return;
    }
    this.#waiting.push(dispatch);
    this.#connect();
  }

  #connect(): void {
    if (this.#isConnecting || this.#connections.length >= this.#maxConnections) return;
    this.#isConnecting = true;
    this.#connector.open((error, socket) => {
      this.#isConnecting = false;
      if (socket === null) this.#fail(error ?? new errors.SocketError("no connection"));
      else if (this.#isClosed) socket.destroy();
      else if (socket.alpnProtocol === "h2") this.#add(socket);
      else this.#fallBack(socket);
    });
  }

  #add(socket: TLSSocket): void {
    const connection: Http2Connection = new Http2Connection(this.#origin, socket, this.#settings, {
      freed: () => this.#flush(),
      refused: (dispatch) => this.#repeat(dispatch),
      closed: () => {
        this.#connections = this.#connections.filter((other) => other !== connection);
        this.#flush();
      },
    });
    this.#connections = [...this.#connections, connection];
    this.#flush();
  }

  #fallBack(socket: TLSSocket): void {
    this.#speaksHttp1 = true;
    this.#spare = socket.once("close", () => {
      this.#spare = undefined;
    });
    for (const { options, handler } of this.#waiting.splice(0)) this.#pool.dispatch(options, handler);
  }

  #takeSpare(done: buildConnector.Callback): boolean {
    const socket = this.#spare;
    this.#spare = undefined;
    if (socket === undefined || socket.destroyed) return false;
    // undici does not expect to be called back at once.
    queueMicrotask(() => done(null, socket));
    return true;
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const dispatch of waiting) this.#send(dispatch);
  }

  #fail(error: Error): void {
    for (const { handler } of this.#waiting.splice(0)) handler.onError?.(error);
  }

  #repeat(dispatch: Dispatch): void {
    if (this.#repeated.has(dispatch)) {
      dispatch.handler.onError?.(new errors.SocketError("the peer refuses the request unread"));
      return;
    }
    this.#repeated.add(dispatch);
    this.#send(dispatch);
  }

  /** What is in progress finishes. */
  override async close(): Promise<void> {
    this.#isClosed = true;
    this.#fail(new errors.ClientClosedError());
    await Promise.all([this.#pool.close(), ...this.#connections.map((connection) => connection.close())]);
  }

  override async destroy(): Promise<void> {
    this.#isClosed = true;
    this.#fail(new errors.ClientDestroyedError());
    for (const connection of this.#connections) connection.destroy();
    this.#spare?.destroy();
    await this.#pool.destroy();
  }
}
