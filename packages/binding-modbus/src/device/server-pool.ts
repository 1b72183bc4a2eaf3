import type { Clock } from "@thingwright/contracts";
import type { ModbusClientLimits } from "../client-limits.js";
import { Connection } from "./connection.js";
import { Station } from "./station.js";
import type { ServerAddress } from "./way.js";

/** One server: its connection, and the units behind it. */
class Server {
  readonly connection: Connection;
  readonly stations = new Map<number, Station>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  get isIdle(): boolean {
    return this.connection.isIdle && [...this.stations.values()].every(({ isIdle }) => isIdle);
  }
}

/** One connection for each server, shared by all Forms. */
export class ServerPool {
  readonly #servers = new Map<string, Server>();
  readonly #limits: ModbusClientLimits;
  readonly #clock: Clock;

  constructor(limits: ModbusClientLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** The unit of that number at `address`; the connection is opened when it is first used. */
  station(address: ServerAddress, unitId: number): Station {
    const { connection, stations } = this.#server(address);
    const station = stations.get(unitId) ?? new Station(unitId, connection, this.#limits, this.#clock);
    stations.set(unitId, station);
    return station;
  }

  stop(): void {
    for (const { connection } of this.#servers.values()) connection.stop();
    this.#servers.clear();
  }

  #server(address: ServerAddress): Server {
    const key = `${address.framing.isNumbered ? "tcp" : "rtu"} ${address.host}:${address.port}`;
    const known = this.#servers.get(key);
    const server = known ?? new Server(new Connection(address, this.#limits, this.#clock));
    this.#servers.delete(key);
    this.#servers.set(key, server);
    if (this.#servers.size > this.#limits.maxConnections) this.#dropOne(key);
    return server;
  }

  /** Closes the connection that has not been used for longest, and has nothing to do. */
  #dropOne(except: string): void {
    for (const [key, server] of this.#servers) {
      if (key === except || !server.isIdle) continue;
      server.connection.stop();
      this.#servers.delete(key);
      return;
    }
  }
}
