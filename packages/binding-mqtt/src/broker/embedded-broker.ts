import type { Server, Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { type Duplex, duplexPair } from "node:stream";
import {
  advertisedHosts,
  checkAdvertised,
  isLoopback,
  limitsFrom,
  listeningPort,
  silent,
  uriHost,
} from "@thingwright/contracts";
import { NetworkError, UsageError } from "@thingwright/errors";
import { Aedes } from "aedes";
import { boundStore } from "./bounded-store.js";
import { defaultEmbeddedBrokerLimits, type EmbeddedBrokerLimits } from "./broker-limits.js";
import type { EmbeddedBrokerOptions } from "./broker-options.js";
import { brokerRules } from "./broker-rules.js";
import { tlsDesk } from "./broker-tls.js";
import { type ClientOrigin, ClientStream } from "./client-stream.js";
import { streamServer } from "./stream-server.js";
import { webSocketServer } from "./web-socket-server.js";

/** A broker that runs in this process. */
export interface EmbeddedBroker extends AsyncDisposable {
  /** For peers: `mqtt://host:port`, with `tls` `mqtts:`. */
  readonly url: string;
  /** For peers that come by WebSocket: `ws://host:port`, with `tls` `wss:`; absent when it takes none. */
  readonly webSocketUrl?: string;
  /** For this machine. */
  readonly localUrl: string;
  readonly port: number;
  /** True when it can be reached from another machine. */
  readonly isPublic: boolean;
  /** A connection of this process: without a socket, without TLS, and nobody is asked who it is. */
  connect(): Duplex;
  /** Ends all connections and stops listening. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts an MQTT 3.1.1 broker (Aedes) that keeps everything in memory and within limits: no sessions outlive their
 * connection, whatever CONNECT asks for.
 *
 * @throws {UsageError} WOT_ADDRESS_IN_USE; WOT_RANGE for a port or a limit out of range; WOT_ARGUMENT for an unusable
 *   `tls` or `advertise`, or none where the broker listens on all interfaces
 * @throws {NetworkError} WOT_NETWORK when the address cannot be listened on for another reason
 */
export async function embeddedBroker(options: EmbeddedBrokerOptions = {}): Promise<EmbeddedBroker> {
  const { address = "127.0.0.1" } = options;
  const { tls, webSocket } = options;
  const port = listeningPort(options.port ?? (tls === undefined ? 1883 : 8883));
  const webSocketPort = webSocket === undefined ? 0 : listeningPort(webSocket.port);
  checkAdvertised({ ...options, address });
  const limits = limitsFrom(defaultEmbeddedBrokerLimits, options.limits);
  const desk = tls === undefined ? undefined : tlsDesk(tls);
  const aedes = await Aedes.createBroker({
    ...brokerRules(options, limits),
    connectTimeout: limits.connectTimeoutMs,
    drainTimeout: limits.drainTimeoutMs,
    maxInflightInbound: limits.maxInflightQos2,
  });
  boundStore(aedes, limits, options.logger ?? silent);
  const clients = new BrokerClients(aedes, limits);
  const accept = (stream: Duplex, identity: string | undefined): void =>
    clients.add(stream, { identity, isOurs: false });
  const streams = streamServer(desk, limits.connectTimeoutMs, accept);
  const webSockets = webSocket && webSocketServer(desk, webSocket, limits, accept);
  try {
    await clients.listen(streams, port, address);
    if (webSockets !== undefined) await clients.listen(webSockets, webSocketPort, address);
  } catch (error) {
    await clients.close();
    throw error;
  }
  const [scheme, webSocketScheme] = desk === undefined ? ["mqtt", "ws"] : ["mqtts", "wss"];
  const host = options.baseUrl === undefined || webSockets !== undefined ? peersHost(options, address) : "";
  const bound = boundPort(streams);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= clients.close();
    return closing;
  };
  return {
    url: options.baseUrl ?? `${scheme}://${host}:${bound}`,
    ...(webSockets === undefined ? {} : { webSocketUrl: `${webSocketScheme}://${host}:${boundPort(webSockets)}` }),
    localUrl: `${scheme}://${localHost(address)}:${bound}`,
    port: bound,
    isPublic: !isLoopback(address),
    connect: () => clients.connect(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** All connections to one broker, by all ways. */
class BrokerClients {
  readonly #aedes: Aedes;
  readonly #limits: EmbeddedBrokerLimits;
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #ours = new Set<Duplex>();

  constructor(aedes: Aedes, limits: EmbeddedBrokerLimits) {
    this.#aedes = aedes;
    this.#limits = limits;
  }

  add(stream: Duplex, origin: ClientOrigin): void {
    this.#aedes.handle(new ClientStream(stream, this.#limits, origin));
  }

  /** A connection of this process. */
  connect(): Duplex {
    const [near, far] = duplexPair();
    near.once("close", () => far.destroy());
    far.once("close", () => near.destroy());
    this.#ours.add(near);
    near.once("close", () => this.#ours.delete(near));
    this.add(far, { identity: undefined, isOurs: true });
    return near;
  }

  /** @throws {UsageError | NetworkError} */
  async listen(server: Server, port: number, address: string): Promise<void> {
    server.on("connection", (socket: Socket) => {
      if (this.#sockets.size >= this.#limits.maxConnections) return socket.destroy();
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    await listen(server, port, address);
    this.#servers.push(server);
  }

  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve())));
    await new Promise<void>((resolve) => this.#aedes.close(resolve));
    for (const socket of [...this.#sockets, ...this.#ours]) socket.destroy();
    await Promise.all(closed);
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const where = `${host}:${port}`;
      if (cause.code === "EADDRINUSE") {
        reject(new UsageError("WOT_ADDRESS_IN_USE", `${where} is already taken`, { cause }));
      } else {
        const message = `the broker cannot listen on ${where}: ${cause.message}`;
        reject(new NetworkError("WOT_NETWORK", message, { cause, sent: false }));
      }
    });
    server.listen(port, host, resolve);
  });
}

function boundPort(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const peersHost = ({ advertise }: EmbeddedBrokerOptions, address: string): string =>
  advertisedHosts({ address, advertise }, networkInterfaces())[0] as string;

const localHost = (address: string): string =>
  address === "0.0.0.0" || address === "::" ? "localhost" : uriHost(address);
