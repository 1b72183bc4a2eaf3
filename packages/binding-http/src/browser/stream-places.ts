import { NetworkError } from "@thingwright/errors";

/** How many long-lived requests are open to each origin: a browser would let those beyond its own limit wait in silence. */
export class StreamPlaces {
  readonly #taken = new Map<string, number>();
  readonly #maxPerOrigin: number;

  constructor(maxPerOrigin: number) {
    this.#maxPerOrigin = maxPerOrigin;
  }

  /**
   * Takes a place at `origin`; what is returned gives it back, once.
   *
   * @throws {NetworkError} WOT_NETWORK, not sent, when all are taken: another Form may do, such as one for a WebSocket
   */
  take(origin: string): () => void {
    const taken = this.#taken.get(origin) ?? 0;
    if (taken >= this.#maxPerOrigin) {
      const message = `${taken} subscriptions keep their connections to ${origin}: maxStreamsPerOrigin allows no more`;
      throw new NetworkError("WOT_NETWORK", message, { sent: false });
    }
    this.#taken.set(origin, taken + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#release(origin);
      isTaken = false;
    };
  }

  #release(origin: string): void {
    const left = (this.#taken.get(origin) ?? 1) - 1;
    if (left === 0) this.#taken.delete(origin);
    else this.#taken.set(origin, left);
  }
}
