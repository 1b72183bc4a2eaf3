import type { Bus } from "../bus/bus.js";
import { type BusAddress, busUrl } from "./knx-address.js";

/** One bus for each address, shared by all Forms. */
export class BusPool {
  readonly #buses = new Map<string, Bus>();
  readonly #maxConnections: number;
  readonly #make: (address: BusAddress) => Bus;

  constructor(maxConnections: number, make: (address: BusAddress) => Bus) {
    this.#maxConnections = maxConnections;
    this.#make = make;
  }

  /** The bus at `address`, which is opened when it is first used. */
  get(address: BusAddress): Bus {
    const key = busUrl(address);
    const bus = this.#buses.get(key) ?? this.#make(address);
    this.#buses.delete(key);
    this.#buses.set(key, bus);
    if (this.#buses.size > this.#maxConnections) this.#dropOne(bus);
    return bus;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#buses.values()].map((bus) => bus.stop()));
    this.#buses.clear();
  }

  /** Ends the one that has not been used for longest, and that nobody observes. */
  #dropOne(except: Bus): void {
    for (const [key, bus] of this.#buses) {
      if (bus === except || !bus.isIdle) continue;
      this.#buses.delete(key);
      void bus.stop();
      return;
    }
  }
}
