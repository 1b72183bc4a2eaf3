import type { ServerResponse } from "node:http";
import type { Clock } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { HttpServerLimits } from "../server-limits.js";
import { Deadlines } from "./deadlines.js";

/**
 * The large answers that have been given and not been taken yet. A peer that does not read keeps the bytes of its answer
 * in our memory, and one that reads a byte now and then does so for as long as it likes: both are cut off in the end,
 * and until then there is only so much for all of them.
 */
export class UnsentAnswers {
  readonly #deadlines: Deadlines;
  readonly #maxBytes: number;
  #bytes = 0;

  constructor({ sendTimeoutMs, maxUnsentBytes }: HttpServerLimits, clock: Clock) {
    this.#deadlines = new Deadlines(clock, sendTimeoutMs);
    this.#maxBytes = maxUnsentBytes;
  }

  /** @throws {RequestError} WOT_UNAVAILABLE when `bytes` more would be too many */
  requireRoom(bytes: number): void {
    if (this.#bytes + bytes <= this.#maxBytes) return;
    throw new RequestError("WOT_UNAVAILABLE", "too many answers wait for their readers: try again later");
  }

  /** Counts the `bytes` that `response` has ended with until they are gone, or its reader is cut off. */
  add(response: ServerResponse, bytes: number): void {
    this.#bytes += bytes;
    response.once("close", () => {
      this.#bytes -= bytes;
    });
    // One that has no socket yet waits for the answer before it, not for its reader.
    if (response.socket === null) response.once("socket", () => this.#watch(response));
    else this.#watch(response);
  }

  #watch(response: ServerResponse): void {
    const cut = (): void => {
      response.destroy();
    };
    const deadlines = this.#deadlines.add(cut);
    response.once("close", () => deadlines.delete(cut));
  }
}
