/**
 * Packet identifiers of one MQTT session (MQTT 5.0 §2.2.1): each is in use until the exchange that it stands for has ended,
 * which may be several network connections later.
 */
export class PacketIdentifiers {
  readonly #used = new Set<number>();
  #latest = 0;

  /** How many are in use. */
  get size(): number {
    return this.#used.size;
  }

  /** One that nothing else uses; `undefined` when all are in use. */
  take(): number | undefined {
    if (this.#used.size === maxIdentifier) return undefined;
    do this.#latest = this.#latest === maxIdentifier ? 1 : this.#latest + 1;
    while (this.#used.has(this.#latest));
    this.#used.add(this.#latest);
    return this.#latest;
  }

  /** Gives `identifier` back. */
  give(identifier: number): void {
    this.#used.delete(identifier);
  }
}

const maxIdentifier = 65_535;
