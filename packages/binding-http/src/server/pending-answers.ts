import type { IncomingMessage } from "node:http";
import type { Clock, Timer } from "@thingwright/contracts";
import { RequestError, TimeoutError } from "@thingwright/errors";
import { connectionOf } from "./connection.js";
import type { HttpServerLimits } from "./server-limits.js";

/** As much of a request as its deadline needs. */
interface PendingRequest {
  readonly message: IncomingMessage;
  readonly context: { readonly clock: Clock; readonly limits: HttpServerLimits };
}

/**
 * The requests whose handlers take their time. Each has a deadline, and a connection has only so many: a peer could
 * otherwise go on sending requests into a connection without waiting for an answer.
 */
export class PendingAnswers {
  readonly #perConnection = new WeakMap<object, number>();

  /** Answers once `result` is there; refuses when it fails or does not come in time. */
  add<R extends PendingRequest, T>(
    request: R,
    result: Promise<T>,
    answer: (request: R, value: T) => void,
    refuse: (request: R, error: unknown) => void,
  ): void {
    const connection = connectionOf(request.message);
    const waiting = (this.#perConnection.get(connection) ?? 0) + 1;
    this.#perConnection.set(connection, waiting);
    const timer = this.#deadline(request, refuse);
    result
      .then((value) => answer(request, value))
      .catch((error: unknown) => refuse(request, error))
      .finally(() => {
        timer.cancel();
        this.#perConnection.set(connection, (this.#perConnection.get(connection) ?? 1) - 1);
      })
      .catch(() => connection.destroy());
    if (waiting > maxWaiting(request)) {
      refuse(request, new RequestError("WOT_TOO_MANY", "too many requests wait on this connection"));
      connection.destroy();
    }
  }

  #deadline<R extends PendingRequest>(request: R, refuse: (request: R, error: unknown) => void): Timer {
    const { clock, limits } = request.context;
    return clock.after(limits.handlerTimeoutMs, () =>
      refuse(request, new TimeoutError("WOT_TIMEOUT", "the Thing took too long")),
    );
  }
}

/** Streams that are open are bounded already; those that a peer has taken back still have a handler at work. */
const maxWaiting = ({ message, context: { limits } }: PendingRequest): number =>
  limits.maxPipelinedRequests + (message.httpVersionMajor === 2 ? limits.maxStreamsPerConnection : 0);
