import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { type CoapMessage, decodeMessage, encodeMessage } from "../../src/wire/coap/coap-message.js";
import type { Network } from "../fault.js";

/** What is answered to a datagram: messages, or bytes that are none. `message` is absent where the datagram is none. */
export type CoapScript = (message: CoapMessage | undefined, bytes: Uint8Array) => readonly (CoapMessage | Uint8Array)[];

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

  #answer(script: CoapScript, bytes: Uint8Array, peer: RemoteInfo): void {
    for (const answer of script(decodeMessage(bytes), bytes)) {
      const datagram = answer instanceof Uint8Array ? answer : encodeMessage(answer);
      this.#pass(() => this.#socket.send(datagram, peer.port, peer.address, () => {}));
    }
  }

  /** A datagram takes its time, or does not arrive. */
  #pass(deliver: () => void): void {
    const { latencyMs = 0, lossRate = 0, random = () => 1 } = this.#network ?? {};
    if (random() < lossRate) return;
    if (latencyMs === 0) deliver();
    else
      setTimeout(() => {
        try {
          deliver();
        } catch {
          // The server has ended meanwhile.
        }
      }, latencyMs / 2).unref();
  }
}
