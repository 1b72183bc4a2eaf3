import type { IncomingMessage } from "node:http";
import type { Clock } from "@thingwright/contracts";
import { RequestError, TimeoutError } from "@thingwright/errors";
import { type Connection, connectionOf } from "../connections/connection.js";
import type { HttpServerLimits } from "../server-limits.js";
import { Deadlines } from "./deadlines.js";

/** As much of a request as its waiting needs. */
interface PendingRequest {
  readonly message: IncomingMessage;
  /** Has no socket as long as another answer has to go out on it first. */
  readonly response: { readonly socket: unknown };
}

type PendingLimits = Pick<
  HttpServerLimits,
  "handlerTimeoutMs" | "maxPendingRequests" | "maxPipelinedRequests" | "maxStreamsPerConnection"
>;

/**
 * The requests whose handlers take their time. Each has a deadline, and there are only so many of them, in all and on
 * one connection: a peer could otherwise go on sending requests without waiting for an answer.
 */
export class PendingAnswers {
  readonly #limits: PendingLimits;
  readonly #deadlines: Deadlines;
  /** Requests of a connection that wait behind others, or of a session that wait at all. */
  readonly #waiting = new WeakMap<Connection, number>();
  #size = 0;

  constructor(limits: PendingLimits, clock: Clock) {
    this.#limits = limits;
    this.#deadlines = new Deadlines(clock, limits.handlerTimeoutMs);
  }

  /** Whether no other request may wait. It is asked before a handler is called, which could not be taken back. */
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
    const connection = connectionOf(request.message);
    const fail = (error: unknown): void => {
      try {
        refuse(request, error);
      } catch {
        connection.destroy();
      }
    };
    const expire = (): void => fail(new TimeoutError("WOT_TIMEOUT", "the Thing took too long"));
    const deadlines = this.#deadlines.add(expire);
    this.#size += 1;
    const isCounted = isOfSession(request.message) || request.response.socket === null;
    const over = (): void => {
      this.#size -= 1;
      deadlines.delete(expire);
      if (isCounted) this.#count(connection, -1);
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
    if (!isCounted || this.#count(connection, 1) < this.#maxWaiting(request.message)) return;
    fail(new RequestError("WOT_TOO_MANY", "too many requests wait on this connection"));
    connection.destroy();
  }

  /** Counts requests of a connection that wait, and says how many there are. */
  #count(connection: Connection, more: number): number {
    const waiting = (this.#waiting.get(connection) ?? 0) + more;
    this.#waiting.set(connection, waiting);
    return waiting;
  }

  /** Streams that are open are bounded already; those that a peer has taken back still have a handler at work. */
  #maxWaiting(message: IncomingMessage): number {
    const { maxPipelinedRequests, maxStreamsPerConnection } = this.#limits;
    return isOfSession(message) ? maxPipelinedRequests + maxStreamsPerConnection : maxPipelinedRequests;
  }
}

/** Whether it came over HTTP/2. */
const isOfSession = ({ httpVersionMajor }: IncomingMessage): boolean => httpVersionMajor === 2;
