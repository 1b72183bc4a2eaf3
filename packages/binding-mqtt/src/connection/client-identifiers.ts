import type { IClientOptions } from "mqtt";
import type { PacketIdentifiers } from "./packet-identifiers.js";

type IMessageIdProvider = NonNullable<IClientOptions["messageIdProvider"]>;

/**
 * Hands the packet identifiers of a session to one client of MQTT.js: those of messages are chosen by `prescribe` and stay
 * the session's, all others end with the client.
 */
export class ClientIdentifiers implements IMessageIdProvider {
  readonly #identifiers: PacketIdentifiers;
  readonly #own = new Set<number>();
  #prescribed = 0;
  #latest: number | null = null;

  constructor(identifiers: PacketIdentifiers) {
    this.#identifiers = identifiers;
  }

  /** The next packet has `identifier`. */
  prescribe(identifier: number): void {
    this.#prescribed = identifier;
  }

  allocate(): number | null {
    if (this.#prescribed !== 0) {
      this.#latest = this.#prescribed;
      this.#prescribed = 0;
      return this.#latest;
    }
    this.#latest = this.#identifiers.take() ?? null;
    if (this.#latest !== null) this.#own.add(this.#latest);
    return this.#latest;
  }

  getLastAllocated(): number | null {
    return this.#latest;
  }

  register(): boolean {
    return true;
  }

  deallocate(identifier: number): void {
    if (this.#own.delete(identifier)) this.#identifiers.give(identifier);
  }

  /** Called at CONNACK: what is under way of the session stays so. */
  clear(): void {}

  /** The client is gone, and with it what has no life beyond its connection. */
  end(): void {
    for (const identifier of this.#own) this.#identifiers.give(identifier);
    this.#own.clear();
  }
}
