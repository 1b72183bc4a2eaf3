import type { Socket } from "node:net";
import type { Timer } from "@thingwright/contracts";
import { RequestError, TimeoutError } from "@thingwright/errors";
import { answerProblem } from "./answer.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";

/**
 * The requests whose handlers take their time. Each has a deadline, and a connection has only so many: a peer could
 * otherwise go on sending requests into a connection without waiting for an answer.
 */
export class PendingAnswers {
  readonly #perSocket = new WeakMap<Socket, number>();

  /** Answers once `result` is there; with a problem when it fails or does not come in time. */
  add<T>(
    request: InboundHttpRequest,
    result: Promise<T>,
    answer: (request: InboundHttpRequest, value: T) => void,
  ): void {
    const { socket } = request.message;
    const waiting = (this.#perSocket.get(socket) ?? 0) + 1;
    this.#perSocket.set(socket, waiting);
    const timer = this.#deadline(request);
    result
      .then((value) => answer(request, value))
      .catch((error: unknown) => answerProblem(request, error))
      .finally(() => {
        timer.cancel();
        this.#perSocket.set(socket, (this.#perSocket.get(socket) ?? 1) - 1);
      })
      .catch(() => socket.destroy());
    if (waiting > request.context.limits.maxPipelinedRequests) {
      answerProblem(request, new RequestError("WOT_TOO_MANY", "too many requests wait on this connection"));
      socket.destroy();
    }
  }

  #deadline(request: InboundHttpRequest): Timer {
    const { clock, limits } = request.context;
    return clock.after(limits.handlerTimeoutMs, () =>
      answerProblem(request, new TimeoutError("WOT_TIMEOUT", "the Thing took too long")),
    );
  }
}
