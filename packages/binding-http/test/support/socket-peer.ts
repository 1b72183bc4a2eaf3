import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** A message of the Web Thing Protocol, as a peer sees it. */
export type Message = Readonly<Record<string, unknown>>;

/** One connection of a foreign Thing. */
export interface SocketVisit {
  readonly socket: WebSocket;
  readonly handshake: IncomingMessage;
  /** Answers `request` with a response of these members. */
  respond(request: Message, members?: Message): void;
  notify(request: Message, members: Message): void;
}

type Answer = (request: Message, visit: SocketVisit) => void;

/** A foreign Thing that speaks the Web Thing Protocol and does as a test says. */
export class SocketPeer implements AsyncDisposable {
  readonly requests: Message[] = [];
  readonly visits: SocketVisit[] = [];
  answer: Answer;
  /** Status to refuse handshakes with; 0 for none. */
  refuseWith: (handshake: IncomingMessage) => number = () => 0;
  readonly #server: WebSocketServer;
  #woken: () => void = () => {};

  constructor(answer: Answer = (request, visit) => visit.respond(request), protocol = "webthingprotocol") {
    this.answer = answer;
    this.#server = new WebSocketServer({
      port: 0,
      host: "127.0.0.1",
      handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
      verifyClient: ({ req }, done) => {
        const status = this.refuseWith(req);
        done(status === 0, status, "no", { "www-authenticate": "Stale" });
      },
    });
    this.#server.on("connection", (socket, handshake) => this.#welcome(socket, handshake));
  }

  async listen(): Promise<this> {
    if (this.#server.address() === null) await once(this.#server, "listening");
    return this;
  }

  get href(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/thing`;
  }

  /** Requests with this operation. */
  asked(operation: string): readonly Message[] {
    return this.requests.filter((request) => request.operation === operation);
  }

  /** Resolves once `isThere`, which is asked after every message and connection. */
  async until(isThere: () => boolean): Promise<void> {
    while (!isThere()) {
      await new Promise<void>((resolve) => {
        this.#woken = resolve;
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
    await once(this.#server, "close");
  }

  #welcome(socket: WebSocket, handshake: IncomingMessage): void {
    const send = (request: Message, messageType: string, members: Message): void => {
      const { thingID, operation, name, correlationID } = request;
      const head = { thingID, messageID: `m${this.requests.length}`, messageType, operation, name, correlationID };
      socket.send(JSON.stringify({ ...head, ...members }));
    };
    const visit: SocketVisit = {
      socket,
      handshake,
      respond: (request, members = {}) => send(request, "response", members),
      notify: (request, members) => send(request, "notification", members),
    };
    this.visits.push(visit);
    socket.on("error", () => {});
    socket.on("close", () => this.#woken());
    socket.on("message", (data) => {
      const request = JSON.parse(String(data)) as Message;
      this.requests.push(request);
      this.answer(request, visit);
      this.#woken();
    });
    this.#woken();
  }
}
