const maxIdentifier = 65_535;

/**
 * Packet identifiers of one MQTT session (MQTT 5.0 §2.2.1): each is in use until the exchange that it stands for has ended,
 * which may be several network connections later.
 */
export class PacketIdentifiers {
  /** Whether each is in use. */
  readonly #used = new Uint8Array(maxIdentifier + 1);
  #size = 0;
  #latest = 0;

  /** How many are in use. */
  get size(): number {
    return this.#size;
  }

  /** One that nothing else uses; `undefined` when all are in use. */
  take(): number | undefined {
    if (this.#size === maxIdentifier) return undefined;
    do this.#latest = this.#latest === maxIdentifier ? 1 : this.#latest + 1;
    while (this.#used[this.#latest] === 1);
    this.#used[this.#latest] = 1;
    this.#size += 1;
    return this.#latest;
  }

  /** Gives `identifier` back. */
  give(identifier: number): void {
    if (this.#used[identifier] !== 1) return;
    this.#used[identifier] = 0;
    this.#size -= 1;
  }
}
