import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Carrier, OpenCarrier } from "../../src/ip/carrier.js";
import { wherever } from "../../src/ip/endpoint.js";
import { decodeMessage, encodeMessage, type Message } from "../../src/ip/message.js";
import { MessageStream } from "../../src/ip/message-stream.js";
import {
  type Agreement,
  agree,
  authentication,
  newPair,
  sessionAnswer,
  type TunnelUser,
} from "../../src/ip/secure/secure-handshake.js";
import { secureService, unwrap, wrap } from "../../src/ip/secure/secure-wrapper.js";
import type { FakeInterface } from "./fake-interface.js";

/** The interface's side of a secure session, with an interface in memory behind it. */
export class SecurePeer {
  /** Statuses that the client has told. */
  readonly told: number[] = [];
  readonly #reply: (message: Uint8Array) => void;
  readonly #device: FakeInterface;
  readonly #user: TunnelUser;
  #agreement: Agreement | undefined;
  #behind: Carrier | undefined;
  #sent = 0;
  /** What comes is taken one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(reply: (message: Uint8Array) => void, device: FakeInterface, user: TunnelUser) {
    this.#reply = reply;
    this.#device = device;
    this.#user = user;
    device.isReliable = true;
  }

  take(message: Message): void {
    this.#work = this.#work.then(() => this.#take(message));
  }

  /** Sends a message in the session; with an earlier place, as somebody would who repeats one. */
  send(message: Uint8Array, sequence = this.#sent++): void {
    this.#reply(wrap(this.#agreement!, sequence, message));
  }

  tell(status: number): void {
    this.send(encodeMessage(secureService.sessionStatus, Uint8Array.of(status, 0)));
  }

  async #take({ service, body }: Message): Promise<void> {
    if (service === secureService.sessionRequest) return this.#begin(body.subarray(8));
    const found = this.#agreement === undefined ? undefined : unwrap(this.#agreement, body);
    const inner = found === undefined ? undefined : decodeMessage(found.message);
    if (inner === undefined) return;
    if (inner.service === secureService.sessionAuthenticate) return this.#authenticate(found!.message);
    if (inner.service === secureService.sessionStatus) this.told.push(inner.body[0]!);
    else this.#behind?.send(found!.message);
  }

  async #begin(other: Uint8Array): Promise<void> {
    const pair = newPair();
    this.#agreement = agree(pair, other, 1);
    this.#sent = 0;
    this.#reply(await sessionAnswer(this.#agreement, pair.open, this.#user.deviceAuthentication ?? ""));
  }

  async #authenticate(message: Uint8Array): Promise<void> {
    const isUser = Buffer.compare(await authentication(this.#agreement!, this.#user), message) === 0;
    if (isUser) {
      const back = { message: (each: Message) => this.send(encodeMessage(each.service, each.body)), lost: () => {} };
      this.#behind = await this.#device.open(back, new AbortController().signal);
    }
    this.tell(isUser ? 0 : 1);
  }
}

/** A carrier to such a peer, in memory. */
export const carrierTo =
  (device: FakeInterface, user: TunnelUser, onPeer: (peer: SecurePeer) => void = () => {}): OpenCarrier =>
  async (listener) => {
    const peer = new SecurePeer((message) => listener.message(decodeMessage(message)!), device, user);
    onPeer(peer);
    return {
      isReliable: true,
      local: wherever,
      send: (message) => peer.take(decodeMessage(message)!),
      close: () => {},
    };
  };

/** Such a peer at a TCP port of loopback. */
export async function listeningPeer(device: FakeInterface, user: TunnelUser) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const stream = new MessageStream();
    const peer = new SecurePeer((message) => void socket.write(message), device, user);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      for (const message of stream.take(chunk)) peer.take(message);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
