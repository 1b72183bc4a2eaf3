import type { Duplex } from "node:stream";
import type { Clock, HostedThing, Timer } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { type ServerOptions, WebSocketServer } from "ws";
import { webThingProtocol } from "../../websocket/message.js";
import { answerProblem } from "../answers/answer.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import type { HttpServerLimits } from "../server-limits.js";
import { closeCodes, WebSocketConnection } from "./web-socket-connection.js";

/** Pieces that a message may come in, and chunks that may wait to be made into one: each costs more than its bytes. */
const maxPieces = 1_024;

/** The WebSockets of a server: makes them of upgraded connections, asks whether they are alive, and ends them. */
export class WebSocketConnections {
  readonly #limits: HttpServerLimits;
  readonly #clock: Clock;
  readonly #handshakes: WebSocketServer;
  readonly #open = new Set<WebSocketConnection>();
  #pings: Timer | undefined;

  constructor(limits: HttpServerLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    const options: ServerOptions & { readonly [later: string]: unknown } = {
      noServer: true,
      clientTracking: false,
      // Compressing what comes from many peers costs memory for each, and mixes secrets with what a peer chooses.
      perMessageDeflate: false,
      maxPayload: limits.maxBodyBytes,
      maxFragments: maxPieces,
      maxBufferedChunks: maxPieces,
      closeTimeout: limits.stopGraceMs,
      handleProtocols: () => webThingProtocol,
    };
    this.#handshakes = new WebSocketServer(options);
    this.#handshakes.on("wsClientError", refuseHandshake);
  }

  /** Finishes the handshake. */
  accept(thing: HostedThing, request: InboundHttpRequest, socket: Duplex, head: Buffer): void {
    const { message } = request;
    requests.set(message, request);
    this.#handshakes.handleUpgrade(message, socket, head, (webSocket) => {
      request.response.detachSocket(message.socket);
      const connection = new WebSocketConnection(webSocket, thing, request);
      this.#open.add(connection);
      webSocket.once("close", () => this.#open.delete(connection));
      this.#pings ??= this.#clock.after(this.#limits.webSocketPingMs, this.#ping);
    });
  }

  /** Closes those of one Thing. */
  withdraw(thingId: string): void {
    for (const connection of this.#open) {
      if (connection.thing.id === thingId) connection.close(closeCodes.goingAway, "the Thing has gone");
    }
  }

  /** Closes all of them. */
  stop(): void {
    this.#pings?.cancel();
    this.#pings = undefined;
    for (const connection of this.#open) connection.close(closeCodes.goingAway, "this server is about to stop");
  }

  readonly #ping = (): void => {
    this.#pings = undefined;
    for (const connection of this.#open) connection.ping();
    if (this.#open.size > 0) this.#pings = this.#clock.after(this.#limits.webSocketPingMs, this.#ping);
  };
}

/** The request of each handshake, for its refusal. */
const requests = new WeakMap<object, InboundHttpRequest>();

/** The library found fault with the handshake: the answer is ours all the same. */
function refuseHandshake(error: Error, _socket: Duplex, message: object): void {
  const request = requests.get(message);
  if (request === undefined) return;
  const refusal = new RequestError("WOT_BAD_REQUEST", `this is no handshake of a WebSocket: ${error.message}`);
  answerProblem(request, refusal, ["connection", "close", "sec-websocket-version", "13"]);
}
