import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { UsageError } from "@thingwright/errors";
import { WebSocketServer } from "ws";
import type { ByteStream, StreamTransport } from "../stream/byte-stream.js";
import { listenError } from "../stream/listen-error.js";
import { certificateName, plainAddress } from "../stream/socket-stream.js";
import { defaultStreamLimits, type StreamLimits } from "../stream/stream-limits.js";
import { type Pem, pemList, type TlsIdentity } from "../stream/tls-options.js";
import type { CoapAddress } from "../transport/datagram-transport.js";
import { defaultPortOf } from "../uri/coap-uri.js";
import { ENDPOINT_PATH, SUBPROTOCOL, WebSocketStream } from "./web-socket-stream.js";

export interface WebSocketServerOptions {
  /** Local port. Default 80, or 443 with `tls`; 0 for any free one. */
  readonly port?: number;
  /** Local IP address. Default: all, IPv6 and IPv4. */
  readonly address?: string;
  /** Set, connections are secured: URIs are then `coaps+ws`. */
  readonly tls?: {
    readonly identity: TlsIdentity;
    /** Certificate authorities whose clients' certificates are taken; PEM. Set, a certificate is asked for. */
    readonly clientCa?: Pem | readonly Pem[];
    /** What happens to a client without a certificate. Default `required`: its handshake ends. */
    readonly clientCertificate?: "required" | "optional";
  };
  /**
   * Origins of web pages that may connect. Default: none, as a page would speak for whoever looks at it. Clients that are no
   * browsers say no origin, and are taken.
   */
  readonly origins?: readonly string[];
  readonly limits?: Partial<StreamLimits>;
}

/**
 * What a server needs for `coap+ws` URIs, or `coaps+ws` ones with `tls`: `coapServer({ transport: webSocketServer(), … })`.
 * It serves `/.well-known/coap` and nothing else.
 *
 * @see RFC 8323 §4, §8.3
 */
export function webSocketServer(options: WebSocketServerOptions = {}): StreamTransport {
  return new CoapWebSocketServer(options);
}

class CoapWebSocketServer implements StreamTransport {
  readonly kind = "stream";
  readonly scheme: StreamTransport["scheme"];
  readonly limits: Partial<StreamLimits>;
  readonly #options: WebSocketServerOptions;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;

  constructor(options: WebSocketServerOptions) {
    const { tls, limits = {} } = options;
    this.#options = options;
    this.limits = limits;
    this.scheme = tls === undefined ? "coap+ws" : "coaps+ws";
    this.#http = tls === undefined ? createServer() : createTlsServer(tlsOptions(tls));
    this.#http.maxConnections = 2 * (limits.maxConnections ?? defaultStreamLimits.maxConnections);
    this.#http.requestTimeout = limits.connectTimeoutMs ?? defaultStreamLimits.connectTimeoutMs;
    this.#http.on("request", (_request, response) => response.writeHead(426, { upgrade: "websocket" }).end());
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: limits.maxMessageBytes ?? defaultStreamLimits.maxMessageBytes,
      handleProtocols: (protocols) => (protocols.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    });
  }

  async listen(onStream: (stream: ByteStream) => void, onError: (error: unknown) => void): Promise<CoapAddress> {
    const { address, port = defaultPortOf(this.scheme) } = this.#options;
    const http = this.#http;
    if (http.listening) throw new UsageError("WOT_STATE", "the transport is open already");
    http.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head, onStream));
    await new Promise<void>((resolve, reject) => {
      const refuse = (error: Error) => reject(listenError(error, address ?? "*", port));
      http.once("error", refuse);
      http.listen({ port, ...(address !== undefined && { host: address }) }, () => {
        http.off("error", refuse);
        http.on("error", onError);
        resolve();
      });
    });
    return http.address() as CoapAddress;
  }

  async close(): Promise<void> {
    if (!this.#http.listening) return;
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    this.#http.closeAllConnections();
    await closed;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, onStream: (stream: ByteStream) => void): void {
    socket.on("error", () => undefined);
    const refusal = this.#refusalOf(request);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const { remoteAddress = "", remotePort = 0 } = request.socket;
      const identity = this.scheme === "coaps+ws" ? certificateName(request.socket as TLSSocket) : undefined;
      onStream(new WebSocketStream(webSocket, { address: plainAddress(remoteAddress), port: remotePort }, identity));
    });
  }

  /** A page that a browser shows names its origin. */
  #refusalOf({ url = "", headers }: IncomingMessage): string | undefined {
    const { origin } = headers;
    if (url.split("?")[0] !== ENDPOINT_PATH) return "404 Not Found";
    if (origin !== undefined && !(this.#options.origins ?? []).includes(origin)) return "403 Forbidden";
    const protocols = (headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
    return protocols.includes(SUBPROTOCOL) ? undefined : "400 Bad Request";
  }
}

function tlsOptions({
  identity,
  clientCa,
  clientCertificate = "required",
}: NonNullable<WebSocketServerOptions["tls"]>) {
  const { cert, key, passphrase } = identity;
  return {
    cert: pemList(cert),
    key: pemList(key),
    ...(passphrase !== undefined && { passphrase }),
    ...(clientCa !== undefined && { ca: pemList(clientCa), requestCert: true }),
    rejectUnauthorized: clientCertificate === "required",
  };
}
