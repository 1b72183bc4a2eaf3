import type { IncomingMessage, RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "@thingwright/contracts";
import { NetworkError, UsageError } from "@thingwright/errors";
import { ClientConnections } from "./client-connections.js";
import { answerClientError } from "./client-error.js";
import { createHttpServer } from "./create-server.js";
import type { HttpServerLimits } from "./server-limits.js";
import type { HttpServerSettings } from "./server-options.js";

/** The connections of a server: listens, hands each request on, and closes. */
export class HttpListener {
  readonly #settings: HttpServerSettings;
  readonly #server: Server;

  /** @param onRequest - must not throw */
  constructor(settings: HttpServerSettings, onRequest: RequestListener) {
    this.#settings = settings;
    this.#server = createHttpServer(settings, onRequest);
    this.#server.setTimeout(stalledMs(settings.limits));
    const clients = new ClientConnections(settings.limits.maxConnectionsPerClient, settings.trustedProxies);
    this.#server.on("connection", clients.add);
    this.#server.on("clientError", answerClientError);
    this.#server.on("checkContinue", (message, response) => {
      if (this.#isBodyWanted(message)) response.writeContinue();
      onRequest(message, response);
    });
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
    this.#server.on("error", (error) => logger.error("the HTTP server failed", { error }));
    return this.#server.address() as AddressInfo;
  }

  /** Lets requests in progress finish for `stopGraceMs`, then cuts what is left. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server.listening) return;
    const { stopGraceMs } = this.#settings.limits;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // A connection goes idle when its last answer has gone out, and nobody tells.
    const idle = setInterval(() => server.closeIdleConnections(), stopGraceMs / 20);
    const grace = setTimeout(() => server.closeAllConnections(), stopGraceMs);
    await closed;
    clearInterval(idle);
    clearTimeout(grace);
  }
}

/**
 * Milliseconds after which a connection is closed on which nothing has moved in either direction. It is longer than
 * everything that may rightly take its time, so that what it closes is a peer that no longer reads.
 */
const stalledMs = (limits: HttpServerLimits): number =>
  2 * Math.max(limits.handlerTimeoutMs, limits.sendTimeoutMs, limits.longPollMs, limits.sseHeartbeatMs);

function listening(server: Server, { port, address }: HttpServerSettings): Promise<void> {
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
