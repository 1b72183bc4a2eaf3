import { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { RequestError } from "@thingwright/errors";
import { answerProblem } from "../answers/answer.js";
import type { OriginGuard } from "../origin-guard.js";
import type { FoundResource, RequestHandler } from "../request-handler.js";
import type { ServerSubprotocol } from "../subscriptions/subprotocol.js";

/**
 * Leads each request to upgrade its connection to the subprotocol that takes it over. One for something else than a
 * WebSocket is answered as if it had not asked (RFC 9110 §7.8). Nothing that a peer sends makes it throw.
 */
export class UpgradeHandler {
  readonly #requests: RequestHandler;
  readonly #guard: OriginGuard;
  readonly #subprotocols: readonly ServerSubprotocol[];

  constructor(requests: RequestHandler, guard: OriginGuard, subprotocols: readonly ServerSubprotocol[]) {
    this.#requests = requests;
    this.#guard = guard;
    this.#subprotocols = subprotocols;
  }

  readonly handle = (message: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A broken connection is told by "close"; without a listener "error" would end the process.
    socket.on("error", () => socket.destroy());
    const response = new ServerResponse(message);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as Socket);
    response.once("finish", () => (socket as Socket).destroySoon());
    if (message.headers.upgrade?.toLowerCase() !== "websocket" || message.method !== "GET") {
      this.#requests.handle(message, response);
      return;
    }
    const found = this.#requests.find(message, response);
    if (found === undefined) return;
    try {
      this.#upgrade(found, socket, head);
    } catch (error) {
      answerProblem(found.request, error, ["connection", "close"]);
    }
  };

  /** A browser opens a WebSocket of any page to anywhere, and sends cookies along: only the Origin tells. */
  #upgrade({ request, resource }: FoundResource, socket: Duplex, head: Buffer): void {
    const { thing } = resource;
    if (thing === undefined) throw new RequestError("WOT_NOT_FOUND", "there is no WebSocket at this address");
    this.#guard.checkOrigin(request.message);
    const named = (request.header("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim());
    const subprotocol = this.#subprotocols.find(({ name, upgrade }) => upgrade !== undefined && named.includes(name));
    if (subprotocol?.upgrade === undefined) {
      throw new RequestError("WOT_BAD_REQUEST", "Sec-WebSocket-Protocol names no subprotocol of this server");
    }
    subprotocol.upgrade(thing, request, socket, head);
  }
}
