import { AbortError } from "@thingwright/errors";
import { type Dispatcher, Pool } from "undici";
import type { HttpClientSettings } from "../client-options.js";
import { SecuredOrigin } from "./secured-origin.js";
import { TlsConnector } from "./tls-connector.js";

/** The connections to one origin: those of requests, and those that subscriptions hold for long. */
export interface OriginPool {
  readonly requests: Dispatcher;
  readonly streams: Dispatcher;
}

interface PooledOrigin extends OriginPool {
  lastUsed: number;
}

/** The connections of one client, shared by all its Forms. */
export class OriginPools {
  readonly #settings: HttpClientSettings;
  readonly #pools = new Map<string, PooledOrigin>();
  #uses = 0;
  #stopped = false;

  constructor(settings: HttpClientSettings) {
    this.#settings = settings;
  }

  /** The pool of `origin`, made when there is none. Opens nothing. @throws {AbortError} after `stop` */
  of(origin: string): OriginPool {
    if (this.#stopped) throw new AbortError("WOT_ABORTED", "the client has been stopped");
    const known = this.#pools.get(origin) ?? this.#add(origin);
    known.lastUsed = ++this.#uses;
    return known;
  }

  #add(origin: string): PooledOrigin {
    const { limits } = this.#settings;
    if (this.#pools.size >= limits.maxOrigins) this.#closeLeastUsed();
    const pooled = {
      requests: this.#pool(origin, limits.maxConnectionsPerOrigin),
      streams: this.#pool(origin, limits.maxStreamsPerOrigin),
      lastUsed: 0,
    };
    this.#pools.set(origin, pooled);
    return pooled;
  }

  #pool(origin: string, connections: number): Dispatcher {
    const { limits, http2 } = this.#settings;
    const options: Pool.Options = {
      connections,
      pipelining: 1,
      keepAliveTimeout: limits.idleTimeoutMs,
      keepAliveMaxTimeout: Math.max(limits.idleTimeoutMs, 600_000),
      maxHeaderSize: limits.maxHeaderBytes,
      // Each exchange has a deadline of its own, which covers these.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    if (!origin.startsWith("https:"))
      return new Pool(origin, { ...options, connect: { timeout: limits.connectTimeoutMs } });
    if (http2) return new SecuredOrigin(origin, this.#settings, options);
    return new Pool(origin, { ...options, connect: new TlsConnector(origin, this.#settings, false).connect });
  }

  /** What is in progress there finishes. */
  #closeLeastUsed(): void {
    let oldest: readonly [string, PooledOrigin] | undefined;
    for (const entry of this.#pools) if (oldest === undefined || entry[1].lastUsed < oldest[1].lastUsed) oldest = entry;
    if (oldest === undefined) return;
    this.#pools.delete(oldest[0]);
    for (const pool of [oldest[1].requests, oldest[1].streams]) pool.close().catch(() => pool.destroy());
  }

  /** Closes all connections; what is in progress fails. Idempotent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const pools = [...this.#pools.values()].flatMap(({ requests, streams }) => [requests, streams]);
    this.#pools.clear();
    await Promise.allSettled(pools.map((pool) => pool.destroy()));
  }
}
