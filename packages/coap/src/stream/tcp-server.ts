import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { NetworkError, UsageError, type WotError } from "@thingwright/errors";
import type { CoapAddress } from "../transport/datagram-transport.js";
import { DEFAULT_PORT, DEFAULT_SECURE_PORT } from "../uri/coap-uri.js";
import type { ByteStream, StreamTransport } from "./byte-stream.js";
import { certificateName, SocketStream } from "./socket-stream.js";
import { defaultStreamLimits, type StreamLimits } from "./stream-limits.js";
import { serverOptions, type TcpServerTls } from "./tls-options.js";

export interface TcpServerOptions {
  /** Local port. Default 5683, or 5684 with `tls`; 0 for any free one. */
  readonly port?: number;
  /** Local IP address. Default: all, IPv6 and IPv4. */
  readonly address?: string;
  /** Set, connections are secured: URIs are then `coaps+tcp`. */
  readonly tls?: TcpServerTls;
  readonly limits?: Partial<StreamLimits>;
}

/**
 * What a server needs for `coap+tcp` URIs, or `coaps+tcp` ones with `tls`: `coapServer({ transport: tcpServer(), … })`.
 *
 * @throws {UsageError} WOT_ARGUMENT if `tls` has neither a certificate nor keys
 * @see RFC 8323 §3, §9.1
 */
export function tcpServer(options: TcpServerOptions = {}): StreamTransport {
  return new TcpServer(options);
}

class TcpServer implements StreamTransport {
  readonly kind = "stream";
  readonly scheme: StreamTransport["scheme"];
  readonly limits: Partial<StreamLimits>;
  readonly #options: TcpServerOptions;
  readonly #identities = new WeakMap<object, string>();
  /** Sockets whose handshake is not done, by their peers. */
  readonly #handshakes = new Map<string, Socket>();
  readonly #server: Server;
  #onStream: (stream: ByteStream) => void = (stream) => stream.destroy();
  #onError: (error: unknown) => void = () => undefined;

  constructor(options: TcpServerOptions) {
    const { tls, limits = {} } = options;
    this.#options = options;
    this.limits = limits;
    this.scheme = tls === undefined ? "coap+tcp" : "coaps+tcp";
    this.#server = tls === undefined ? this.#plain() : this.#secured(tls);
    // Twice as many, since one that nothing waits for makes room for another.
    this.#server.maxConnections = 2 * (limits.maxConnections ?? defaultStreamLimits.maxConnections);
  }

  async listen(onStream: (stream: ByteStream) => void, onError: (error: unknown) => void): Promise<CoapAddress> {
    const { address, port = this.scheme === "coap+tcp" ? DEFAULT_PORT : DEFAULT_SECURE_PORT } = this.#options;
    const server = this.#server;
    if (server.listening) throw new UsageError("WOT_STATE", "the transport is open already");
    this.#onStream = onStream;
    this.#onError = onError;
    await new Promise<void>((resolve, reject) => {
      const refuse = (error: Error) => reject(listenError(error, address ?? "*", port));
      server.once("error", refuse);
      server.listen({ port, ...(address !== undefined && { host: address }) }, () => {
        server.off("error", refuse);
        server.on("error", onError);
        resolve();
      });
    });
    return server.address() as CoapAddress;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#handshakes.values()) socket.destroy();
    await closed;
  }

  #plain(): Server {
    return createServer((socket) => this.#onStream(new SocketStream(socket)));
  }

  #secured(tls: TcpServerTls): Server {
    const options = serverOptions(tls, (socket, identity) => this.#identities.set(socket, identity));
    const { connectTimeoutMs = defaultStreamLimits.connectTimeoutMs } = this.limits;
    const server = createTlsServer({ ...options, handshakeTimeout: connectTimeoutMs });
    server.on("connection", (socket: Socket) => {
      const peer = peerOf(socket);
      this.#handshakes.set(peer, socket);
      socket.once("close", () => this.#handshakes.delete(peer));
    });
    server.on("secureConnection", (socket: TLSSocket) => {
      this.#handshakes.delete(peerOf(socket));
      this.#onStream(new SocketStream(socket, this.#identities.get(socket) ?? certificateName(socket)));
    });
    server.on("tlsClientError", (cause) =>
      this.#onError(new NetworkError("WOT_NETWORK", `a client's handshake failed: ${cause.message}`, { cause })),
    );
    return server;
  }
}

const peerOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

function listenError(cause: Error, address: string, port: number): WotError {
  const { code } = cause as { code?: string };
  if (code === "EADDRINUSE") return new UsageError("WOT_ADDRESS_IN_USE", `${address}:${port} is taken`, { cause });
  return new NetworkError("WOT_NETWORK", `cannot listen on ${address}:${port}: ${cause.message}`, {
    cause,
    sent: false,
  });
}
