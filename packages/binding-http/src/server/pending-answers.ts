import type { Socket } from "node:net";
import type { Clock } from "@thingwright/contracts";
import { RequestError, TimeoutError } from "@thingwright/errors";
import type { HttpServerLimits } from "./server-limits.js";

/** As much of a request as its waiting needs. */
interface PendingRequest {
  readonly message: { readonly socket: Socket };
  /** Has no socket as long as another answer has to go out on it first. */
  readonly response: { readonly socket: unknown };
}

/** Calls that end the wait of one request for want of an answer. */
type Batch = Set<() => void>;

/** A deadline may be late by this share of itself. */
const lateness = 1 / 16;

/**
 * The requests whose handlers take their time. Each has a deadline, and a connection has only so many: a peer could
 * otherwise go on sending requests into a connection without waiting for an answer.
 *
 * Requests that come at about the same time have one timer together: nearly all are answered long before it.
 */
export class PendingAnswers {
  readonly #limits: Pick<HttpServerLimits, "handlerTimeoutMs" | "maxPipelinedRequests">;
  readonly #clock: Clock;
  /** Requests of a connection that wait behind others. */
  readonly #behind = new WeakMap<Socket, number>();
  #batch: Batch | undefined;

  constructor(limits: Pick<HttpServerLimits, "handlerTimeoutMs" | "maxPipelinedRequests">, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Answers once `result` is there; refuses when it fails or does not come in time. */
  add<R extends PendingRequest, T>(
    request: R,
    result: Promise<T>,
    answer: (request: R, value: T) => void,
    refuse: (request: R, error: unknown) => void,
  ): void {
    const batch = this.#batch ?? this.#begin();
    const fail = (error: unknown): void => {
      try {
        refuse(request, error);
      } catch {
        request.message.socket.destroy();
      }
    };
    const expire = (): void => fail(new TimeoutError("WOT_TIMEOUT", "the Thing took too long"));
    batch.add(expire);
    const isBehind = request.response.socket === null;
    const over = (): void => {
      batch.delete(expire);
      if (isBehind) this.#count(request, -1);
    };
    result.then(
      (value) => {
        over();
        try {
          answer(request, value);
        } catch (error) {
          fail(error);
        }
      },
      (error: unknown) => {
        over();
        fail(error);
      },
    );
    if (!isBehind || this.#count(request, 1) < this.#limits.maxPipelinedRequests) return;
    fail(new RequestError("WOT_TOO_MANY", "too many requests wait on this connection"));
    request.message.socket.destroy();
  }

  #begin(): Batch {
    const batch: Batch = new Set();
    const { handlerTimeoutMs } = this.#limits;
    const openMs = handlerTimeoutMs * lateness;
    this.#batch = batch;
    this.#clock.after(openMs, () => {
      this.#batch = undefined;
    });
    this.#clock.after(handlerTimeoutMs + openMs, () => {
      for (const expire of batch) expire();
    });
    return batch;
  }

  /** Counts requests of the connection that wait behind others, and says how many there are. */
  #count({ message: { socket } }: PendingRequest, more: number): number {
    const waiting = (this.#behind.get(socket) ?? 0) + more;
    this.#behind.set(socket, waiting);
    return waiting;
  }
}
