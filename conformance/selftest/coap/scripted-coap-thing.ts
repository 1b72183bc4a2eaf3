import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { type CoapMessage, decodeMessage, encodeMessage } from "../../src/wire/coap/coap-message.js";
import type { Network } from "../fault.js";

/** Who has sent a datagram. */
export interface CoapPeer {
  /** Host and port. */
  readonly name: string;
  /** Sends something that is no answer. */
  send(message: CoapMessage): void;
}

/** What is answered to a datagram: messages, or bytes that are none. `message` is absent where the datagram is none. */
export type CoapScript = (
  message: CoapMessage | undefined,
  bytes: Uint8Array,
  peer: CoapPeer,
) => readonly (CoapMessage | Uint8Array)[];

/** A server over UDP that does what a script says. */
export class ScriptedCoapThing implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #network: Network | undefined;

  private constructor(socket: Socket, network: Network | undefined) {
    this.#socket = socket;
    this.#network = network;
  }

  static async start(script: CoapScript, network?: Network): Promise<ScriptedCoapThing> {
    const socket = createSocket("udp4");
    const thing = new ScriptedCoapThing(socket, network);
    socket.on("message", (bytes, peer) => thing.#pass(() => thing.#answer(script, bytes, peer)));
    await new Promise<void>((resolve) => {
      socket.bind(0, "127.0.0.1", resolve);
    });
    return thing;
  }

  get origin(): string {
    return `coap://127.0.0.1:${(this.#socket.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#socket.close(() => resolve());
    });
  }

  #answer(script: CoapScript, bytes: Uint8Array, { address, port }: RemoteInfo): void {
    const send = (answer: CoapMessage | Uint8Array): void => {
      const datagram = answer instanceof Uint8Array ? answer : encodeMessage(answer);
      this.#pass(() => this.#socket.send(datagram, port, address, () => {}));
    };
    const peer = { name: `${address}:${port}`, send };
    for (const answer of script(decodeMessage(bytes), bytes, peer)) send(answer);
  }

  /** A datagram takes its time, or does not arrive. */
  #pass(deliver: () => void): void {
    const { latencyMs = 0, lossRate = 0, random = () => 1 } = this.#network ?? {};
    if (random() < lossRate) return;
    const attempt = (): void => {
      try {
        deliver();
      } catch {
        // The server has ended meanwhile.
      }
    };
    if (latencyMs === 0) attempt();
    else setTimeout(attempt, latencyMs / 2).unref();
  }
}
