import { Code, decodeMessage, isResponse } from "../../src/index.js";

/** What came through the network, by token: the ground truth that both ends are held to. */
export class Arrivals {
  readonly #requests = new Set<string>();
  readonly #responses = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  readonly atServer = (datagram: Uint8Array): void => {
    const decoded = decodeMessage(datagram);
    if (decoded.ok && decoded.message.code === Code.POST) this.#requests.add(keyOf(decoded.message.token));
  };

  readonly atClient = (datagram: Uint8Array): void => {
    const decoded = decodeMessage(datagram);
    // 2.31 asks for the next block, and that goes under the same token.
    if (!decoded.ok || !isResponse(decoded.message.code) || decoded.message.code === Code.Continue) return;
    const key = keyOf(decoded.message.token);
    const times = this.#responses.get(key);
    if (times === undefined) this.#responses.set(key, [this.#now()]);
    else times.push(this.#now());
  };

  /** Tokens of all POST requests that reached the server. */
  get requestTokens(): ReadonlySet<string> {
    return this.#requests;
  }

  /** Whether a response under a token reached the client from `fromMs` to before `toMs`. */
  wasAnswered(token: string, fromMs: number, toMs: number): boolean {
    return this.#responses.get(token)?.some((atMs) => atMs >= fromMs && atMs < toMs) ?? false;
  }
}

export const keyOf = (token: Uint8Array): string => Buffer.from(token).toString("hex");
