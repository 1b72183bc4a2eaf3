import type { AddressInfo, Server, Socket } from "node:net";
import { AbortError, NetworkError, UsageError, type WotError } from "@thingwright/errors";
import type { FaultInjector } from "../faults/fault-injector.js";

export interface TcpListenerOptions {
  readonly server: Server;
  readonly faults: FaultInjector;
  /** How many peers may be connected at a time; more are cut off. Default 64. */
  readonly maxConnections?: number;
}

/** The listening side of a TCP device: `offline` cuts every connection, the open ones and those to come. */
export class TcpListener {
  readonly #server: Server;
  readonly #faults: FaultInjector;
  readonly #sockets = new Set<Socket>();
  readonly #unsubscribe: () => void;

  constructor(options: TcpListenerOptions) {
    this.#server = options.server;
    this.#faults = options.faults;
    this.#server.maxConnections = options.maxConnections ?? 64;
    this.#server.on("connection", (socket: Socket) => this.#accept(socket));
    this.#unsubscribe = this.#faults.onChange((name, enabled) => {
      if (name === "offline" && enabled) this.#cutAll();
    });
  }

  /**
   * The port that was bound, for `port` 0 a free one.
   *
   * @throws {UsageError} WOT_ADDRESS_IN_USE
   * @throws {NetworkError} if the address cannot be bound
   * @throws {AbortError} if `signal` was aborted before
   */
  listen(host: string, port: number, signal?: AbortSignal): Promise<number> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw new AbortError("WOT_ABORTED", "the device was told not to start");
      const refuse = (error: NodeJS.ErrnoException): void => reject(listenError(error, host, port));
      this.#server.once("error", refuse);
      this.#server.listen({ host, port }, () => {
        this.#server.off("error", refuse);
        // A connection that cannot be accepted is the peer's loss, not the process's.
        this.#server.on("error", () => {});
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#cutAll();
    await closed;
  }

  #accept(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    if (this.#faults.isEnabled("offline")) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }

  #cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): WotError {
  const message = `cannot listen on ${host}:${port}: ${error.message}`;
  if (error.code === "EADDRINUSE") return new UsageError("WOT_ADDRESS_IN_USE", message, { cause: error });
  return new NetworkError("WOT_NETWORK", message, { cause: error, sent: false });
}
