import { createServer, type Server, type Socket } from "node:net";
import { hostname } from "node:os";
import { NetworkError, UsageError } from "@thingwright/errors";
import { Aedes } from "aedes";
import { LimitedStream } from "../connection/limited-stream.js";
import { overheadBytes } from "../connection/session-transport.js";
import type { EmbeddedBrokerOptions } from "./broker-options.js";
import { brokerRules } from "./broker-rules.js";

/** A broker that runs in this process. */
export interface Broker extends AsyncDisposable {
  /** For peers: `mqtt://host:port`. */
  readonly url: string;
  /** For this process. */
  readonly localUrl: string;
  readonly port: number;
  /** Ends all connections and stops listening. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts an MQTT 3.1.1 broker (Aedes) that keeps everything in memory and within limits: no sessions outlive their
 * connection, whatever CONNECT asks for.
 *
 * @throws {UsageError} WOT_ADDRESS_IN_USE
 * @throws {NetworkError} WOT_NETWORK when the address cannot be listened on for another reason
 */
export async function embeddedBroker(options: EmbeddedBrokerOptions = {}): Promise<Broker> {
  const { port = 1883, address = "127.0.0.1", maxConnections = 1000, maxPayloadBytes = 1_048_576 } = options;
  const aedes = await Aedes.createBroker({
    ...brokerRules(options),
    connectTimeout: options.connectTimeoutMs ?? 10_000,
    drainTimeout: options.drainTimeoutMs ?? 10_000,
  });
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    aedes.handle(new LimitedStream(socket, maxPayloadBytes + overheadBytes, () => socket.destroy()));
  });
  server.maxConnections = maxConnections;
  try {
    await listen(server, port, address);
  } catch (error) {
    aedes.close();
    throw error;
  }
  const bound = boundPort(server);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= closeAll(aedes, server, sockets);
    return closing;
  };
  return {
    url: `mqtt://${hostFor(address, options.advertisedHost ?? hostname())}:${bound}`,
    localUrl: `mqtt://${hostFor(address, "localhost")}:${bound}`,
    port: bound,
    close,
    [Symbol.asyncDispose]: close,
  };
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

function hostFor(address: string, forAll: string): string {
  if (address === "0.0.0.0" || address === "::") return forAll;
  return address.includes(":") ? `[${address}]` : address;
}

async function closeAll(aedes: Aedes, server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  await new Promise<void>((resolve) => aedes.close(resolve));
  for (const socket of sockets) socket.destroy();
  await closed;
}
