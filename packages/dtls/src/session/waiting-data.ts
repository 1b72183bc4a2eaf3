import { NetworkError } from "@thingwright/errors";

interface Waiting {
  readonly data: Uint8Array;
  readonly onFailure: ((error: unknown) => void) | undefined;
}

/** What waits for a handshake to be done. The same bytes wait once: a sender that repeats itself means one thing. */
export class WaitingData {
  readonly #max: number;
  #waiting: Waiting[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  add(data: Uint8Array, onFailure?: (error: unknown) => void): void {
    if (this.#waiting.some((each) => each.data === data)) return;
    if (this.#waiting.length < this.#max) {
      this.#waiting.push({ data, onFailure });
      return;
    }
    const error = new NetworkError("WOT_NETWORK", "too much waits for the DTLS handshake", { sent: false });
    queueMicrotask(() => onFailure?.(error));
  }

  sendAll(send: (data: Uint8Array, onFailure?: (error: unknown) => void) => void): void {
    for (const { data, onFailure } of this.#take()) send(data, onFailure);
  }

  failAll(error: unknown): void {
    for (const { onFailure } of this.#take()) onFailure?.(error);
  }

  #take(): Waiting[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}
