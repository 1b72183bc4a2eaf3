import type { Clock } from "@thingwright/contracts";
import { Connection, type ConnectionLimits } from "./connection.js";

/** Limits of a pool. */
export interface PoolLimits extends ConnectionLimits {
  readonly maxConnections: number;
}

/** One connection for each server, shared by all Forms. */
export class ConnectionPool {
  readonly #connections = new Map<string, Connection>();
  readonly #limits: PoolLimits;
  readonly #clock: Clock;

  constructor(limits: PoolLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** The connection to `host:port`, opened when it is first used. */
  get(host: string, port: number): Connection {
    const key = `${host}:${port}`;
    const connection = this.#connections.get(key) ?? new Connection(host, port, this.#limits, this.#clock);
    this.#connections.delete(key);
    this.#connections.set(key, connection);
    if (this.#connections.size > this.#limits.maxConnections) this.#dropOne(key);
    return connection;
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
    this.#connections.clear();
  }

  /** Closes the connection that has not been used for longest, and has nothing to do. */
  #dropOne(except: string): void {
    for (const [key, connection] of this.#connections) {
      if (key === except || !connection.isIdle) continue;
      connection.close();
      this.#connections.delete(key);
      return;
    }
  }
}
