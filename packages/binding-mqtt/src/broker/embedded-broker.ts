import { createServer, type Server, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
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
import { defaultEmbeddedBrokerLimits } from "./broker-limits.js";
import type { EmbeddedBrokerOptions } from "./broker-options.js";
import { brokerRules } from "./broker-rules.js";
import { ClientStream } from "./client-stream.js";

/** A broker that runs in this process. */
export interface EmbeddedBroker extends AsyncDisposable {
  /** For peers: `mqtt://host:port`. */
  readonly url: string;
  /** For this process. */
  readonly localUrl: string;
  readonly port: number;
  /** True when it can be reached from another machine. */
  readonly isPublic: boolean;
  /** Ends all connections and stops listening. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts an MQTT 3.1.1 broker (Aedes) that keeps everything in memory and within limits: no sessions outlive their
 * connection, whatever CONNECT asks for.
 *
 * @throws {UsageError} WOT_ADDRESS_IN_USE; WOT_RANGE for a port or a limit out of range; WOT_ARGUMENT for an unusable
 *   `advertise`, or none where the broker listens on all interfaces
 * @throws {NetworkError} WOT_NETWORK when the address cannot be listened on for another reason
 */
export async function embeddedBroker(options: EmbeddedBrokerOptions = {}): Promise<EmbeddedBroker> {
  const { address = "127.0.0.1" } = options;
  const port = listeningPort(options.port ?? 1883);
  checkAdvertised({ ...options, address });
  const limits = limitsFrom(defaultEmbeddedBrokerLimits, options.limits);
  const aedes = await Aedes.createBroker({
    ...brokerRules(options, limits),
    connectTimeout: limits.connectTimeoutMs,
    drainTimeout: limits.drainTimeoutMs,
    maxInflightInbound: limits.maxInflightQos2,
  });
  boundStore(aedes, limits, options.logger ?? silent);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    aedes.handle(new ClientStream(socket, limits));
  });
  server.maxConnections = limits.maxConnections;
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
    url: options.baseUrl ?? `mqtt://${peersHost(options, address)}:${bound}`,
    localUrl: `mqtt://${localHost(address)}:${bound}`,
    port: bound,
    isPublic: !isLoopback(address),
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

const peersHost = ({ advertise }: EmbeddedBrokerOptions, address: string): string =>
  advertisedHosts({ address, advertise }, networkInterfaces())[0] as string;

const localHost = (address: string): string =>
  address === "0.0.0.0" || address === "::" ? "localhost" : uriHost(address);

async function closeAll(aedes: Aedes, server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  await new Promise<void>((resolve) => aedes.close(resolve));
  for (const socket of sockets) socket.destroy();
  await closed;
}
