import type { Socket } from "node:net";
import type { Clock, Timer } from "@thingwright/contracts";
import { RequestError, TimeoutError } from "@thingwright/errors";
import type { HttpServerLimits } from "./server-limits.js";

/** As much of a request as its deadline needs. */
interface PendingRequest {
  readonly message: { readonly socket: Socket };
  readonly context: { readonly clock: Clock; readonly limits: HttpServerLimits };
}

/**
 * The requests whose handlers take their time. Each has a deadline, and a connection has only so many: a peer could
 * otherwise go on sending requests into a connection without waiting for an answer.
 */
export class PendingAnswers {
  readonly #perSocket = new WeakMap<Socket, number>();

  /** Answers once `result` is there; refuses when it fails or does not come in time. */
  add<R extends PendingRequest, T>(
    request: R,
    result: Promise<T>,
    answer: (request: R, value: T) => void,
    refuse: (request: R, error: unknown) => void,
  ): void {
    const { socket } = request.message;
    const waiting = (this.#perSocket.get(socket) ?? 0) + 1;
    this.#perSocket.set(socket, waiting);
    const timer = this.#deadline(request, refuse);
    result
      .then((value) => answer(request, value))
      .catch((error: unknown) => refuse(request, error))
      .finally(() => {
        timer.cancel();
        this.#perSocket.set(socket, (this.#perSocket.get(socket) ?? 1) - 1);
      })
      .catch(() => socket.destroy());
    if (waiting > request.context.limits.maxPipelinedRequests) {
      refuse(request, new RequestError("WOT_TOO_MANY", "too many requests wait on this connection"));
      socket.destroy();
    }
  }

  #deadline<R extends PendingRequest>(request: R, refuse: (request: R, error: unknown) => void): Timer {
    const { clock, limits } = request.context;
    return clock.after(limits.handlerTimeoutMs, () =>
      refuse(request, new TimeoutError("WOT_TIMEOUT", "the Thing took too long")),
    );
  }
}
