import type { Socket } from "node:net";
import type { Clock } from "@thingwright/contracts";
import { RequestError, TimeoutError } from "@thingwright/errors";
import { Deadlines } from "./deadlines.js";
import type { HttpServerLimits } from "./server-limits.js";

/** As much of a request as its waiting needs. */
interface PendingRequest {
  readonly message: { readonly socket: Socket };
  /** Has no socket as long as another answer has to go out on it first. */
  readonly response: { readonly socket: unknown };
}

type PendingLimits = Pick<HttpServerLimits, "handlerTimeoutMs" | "maxPipelinedRequests" | "maxPendingRequests">;

/**
 * The requests whose handlers take their time. Each has a deadline, and there are only so many of them, in all and on
 * one connection: a peer could otherwise go on sending requests without waiting for an answer.
 */
export class PendingAnswers {
  readonly #limits: PendingLimits;
  readonly #deadlines: Deadlines;
  /** Requests of a connection that wait behind others. */
  readonly #behind = new WeakMap<Socket, number>();
  #size = 0;

  constructor(limits: PendingLimits, clock: Clock) {
    this.#limits = limits;
    this.#deadlines = new Deadlines(clock, limits.handlerTimeoutMs);
  }

  /** Whether another request may wait. It is asked before a handler is called, which could not be taken back. */
  get isFull(): boolean {
    return this.#size >= this.#limits.maxPendingRequests;
  }

  /** Answers once `result` is there; refuses when it fails or does not come in time. */
  add<R extends PendingRequest, T>(
    request: R,
    result: Promise<T>,
    answer: (request: R, value: T) => void,
    refuse: (request: R, error: unknown) => void,
  ): void {
    const fail = (error: unknown): void => {
      try {
        refuse(request, error);
      } catch {
        request.message.socket.destroy();
      }
    };
    const expire = (): void => fail(new TimeoutError("WOT_TIMEOUT", "the Thing took too long"));
    const deadlines = this.#deadlines.add(expire);
    const isBehind = request.response.socket === null;
    this.#size += 1;
    const over = (): void => {
      this.#size -= 1;
      deadlines.delete(expire);
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

  /** Counts requests of the connection that wait behind others, and says how many there are. */
  #count({ message: { socket } }: PendingRequest, more: number): number {
    const waiting = (this.#behind.get(socket) ?? 0) + more;
    this.#behind.set(socket, waiting);
    return waiting;
  }
}
