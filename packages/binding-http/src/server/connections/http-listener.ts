import type { IncomingMessage, RequestListener, Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Server as TlsServer } from "node:tls";
import type { Logger } from "@thingwright/contracts";
import { NetworkError, UsageError } from "@thingwright/errors";
import type { HttpServerLimits } from "../server-limits.js";
import type { HttpServerSettings } from "../server-options.js";
import { ClientConnections } from "./client-connections.js";
import { answerClientError } from "./client-error.js";
import { createNodeServer, type NodeServer } from "./create-server.js";
import type { HttpServerTls } from "./http-server-tls.js";
import { Http2Sessions } from "./http2-sessions.js";
import { TlsContexts } from "./tls-contexts.js";

type UpgradeListener = (message: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The connections of a server: listens, hands each request on, and closes. */
export class HttpListener {
  readonly #settings: HttpServerSettings;
  readonly #contexts: TlsContexts | undefined;
  readonly #server: NodeServer;
  readonly #sessions: Http2Sessions;
  readonly #sockets = new Set<Socket>();

  /**
   * @param onRequest - must not throw
   * @param onUpgrade - takes connections that are to be upgraded; must not throw
   * @throws {UsageError} WOT_ARGUMENT for an unusable key or certificate
   */
  constructor(settings: HttpServerSettings, onRequest: RequestListener, onUpgrade?: UpgradeListener) {
    const { tls, limits, clock } = settings;
    this.#settings = settings;
    this.#contexts = tls === undefined ? undefined : new TlsContexts(tls);
    this.#sessions = new Http2Sessions(limits, clock, stalledMs(limits));
    this.#server = createNodeServer(settings, this.#contexts, onRequest);
    if (onUpgrade !== undefined) this.#server.on("upgrade", onUpgrade);
    this.#server.setTimeout(stalledMs(limits));
    const clients = new ClientConnections(limits.maxConnectionsPerClient, settings.trustedProxies);
    this.#server
      .on("clientError", answerClientError)
      .on("connection", (socket: Socket) => this.#connected(socket))
      .on("connection", clients.add)
      .on("session", (session) => this.#sessions.add(session))
      .on("checkContinue", ((message, response) => {
        if (this.#isBodyWanted(message)) response.writeContinue();
        onRequest(message, response);
      }) as RequestListener);
  }

  #connected(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }

  /** A body that is too large anyway need not be sent: its 413 comes before a 100 (RFC 9110 §10.1.1). */
  #isBodyWanted({ headers }: IncomingMessage): boolean {
    return Number(headers["content-length"] ?? 0) <= this.#settings.limits.maxBodyBytes;
  }

  /**
   * Listens, and says where.
   *
   * @throws {UsageError} WOT_ADDRESS_IN_USE
   * @throws {NetworkError} WOT_NETWORK
   */
  async listen(logger: Logger): Promise<AddressInfo> {
    await listening(this.#server, this.#settings);
    this.#server.on("error", (error: Error) => logger.error("the HTTP server failed", { error }));
    return this.#server.address() as AddressInfo;
  }

  get nodeServer(): NodeServer {
    return this.#server;
  }

  /** Shows other certificates to connections from now on. @throws {UsageError} WOT_ARGUMENT for unusable ones */
  updateTls(tls: HttpServerTls): void {
    if (this.#contexts === undefined) throw new UsageError("WOT_STATE", "this server has no TLS");
    (this.#server as TlsServer).setSecureContext(this.#contexts.update(tls));
  }

  /** Lets requests in progress finish for `stopGraceMs`, then cuts what is left. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server.listening) return;
    const { stopGraceMs } = this.#settings.limits;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.#sessions.close();
    // A connection goes idle when its last answer has gone out, and nobody tells.
    const idle = setInterval(() => (server as Server).closeIdleConnections(), stopGraceMs / 20);
    const grace = setTimeout(() => this.#cut(), stopGraceMs);
    await closed;
    clearInterval(idle);
    clearTimeout(grace);
  }

  #cut(): void {
    this.#sessions.destroy();
    for (const socket of this.#sockets) socket.destroy();
  }
}

/**
 * Milliseconds after which a connection is closed on which nothing has moved in either direction. It is longer than
 * everything that may rightly take its time, so that what it closes is a peer that no longer reads.
 */
const stalledMs = (limits: HttpServerLimits): number =>
  2 * Math.max(limits.handlerTimeoutMs, limits.sendTimeoutMs, limits.longPollMs, limits.sseHeartbeatMs);

function listening(server: NodeServer, { port, address }: HttpServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(listenError(error, address, port));
    server.once("error", fail);
    server.listen(port, address, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, address: string, port: number): UsageError | NetworkError {
  const where = `${address}, port ${port}`;
  if (cause.code === "EADDRINUSE") return new UsageError("WOT_ADDRESS_IN_USE", `${where} is already taken`, { cause });
  return new NetworkError("WOT_NETWORK", `cannot listen on ${where}: ${cause.message}`, { cause, sent: false });
}
