import { Code, decodeMessage, encodeMessage, type Message, MessageType } from "../../src/index.js";
import type { CoapAddress, DatagramTransport } from "../../src/transport/datagram-transport.js";
import type { MemoryNetwork } from "../../src/transport/memory-network.js";

const NO_BYTES = new Uint8Array(0);

/** A host that sends exactly what a test says, and keeps what it receives. */
export class RawPeer {
  readonly received: Message[] = [];
  /** Whether it answers pings with a Reset, as every endpoint must (RFC 7252 §4.3), and does not keep them. */
  answersPings = true;
  readonly #transport: DatagramTransport;
  readonly #to: CoapAddress;

  constructor(network: MemoryNetwork, to: CoapAddress, local: Partial<CoapAddress> = {}) {
    this.#transport = network.transport(local);
    this.#to = to;
  }

  async open(): Promise<CoapAddress> {
    return this.#transport.open({
      onDatagram: (datagram) => {
        const decoded = decodeMessage(datagram);
        if (!decoded.ok) return;
        const { type, code, messageId } = decoded.message;
        if (this.answersPings && type === MessageType.CON && code === Code.Empty)
          this.send({ type: MessageType.RST, code, messageId });
        else this.received.push(decoded.message);
      },
      onError: () => undefined,
    });
  }

  sendBytes(bytes: Uint8Array, to: CoapAddress = this.#to): void {
    this.#transport.send(bytes, to.address, to.port);
  }

  send(message: Partial<Message> & { type: MessageType; code: number; messageId: number }, to = this.#to): void {
    this.sendBytes(encodeMessage({ token: NO_BYTES, options: [], payload: NO_BYTES, ...message }), to);
  }

  /** The messages received since the last call. */
  take(): Message[] {
    return this.received.splice(0);
  }
}

/** Value of a uint option in a message; `undefined` when absent. */
export function uintIn(message: Message | undefined, number: number): number | undefined {
  const option = message?.options.find((candidate) => candidate.number === number);
  return option?.value.reduce((value, byte) => value * 256 + byte, 0);
}

export const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? NO_BYTES).toString();
