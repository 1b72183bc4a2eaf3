import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * The responses of each connection that wait behind others. Node tells a response of the end of its connection only while
 * it is its turn: a subscription behind one that never ends would not hear of it, and stay for ever.
 */
export class WaitingResponses {
  readonly #perSocket = new WeakMap<Socket, Set<ServerResponse>>();

  /** Closes `response`, if it still has not had its turn, when the connection does. */
  add({ socket }: IncomingMessage, response: ServerResponse): void {
    const waiting = this.#perSocket.get(socket) ?? this.#begin(socket);
    waiting.add(response);
    response.once("socket", () => waiting.delete(response));
  }

  #begin(socket: Socket): Set<ServerResponse> {
    const waiting = new Set<ServerResponse>();
    this.#perSocket.set(socket, waiting);
    socket.once("close", () => {
      for (const response of waiting) {
        response.destroy();
        response.emit("close");
      }
    });
    return waiting;
  }
}
