import type { CoapAddress, DatagramReceiver, DatagramTransport } from "../../src/index.js";

/** A transport into which a campaign puts what it likes, and whose datagrams it sees. */
export class InjectedTransport implements DatagramTransport {
  receiver: DatagramReceiver | undefined;
  readonly #local: CoapAddress;
  readonly #onSend: (datagram: Uint8Array, to: CoapAddress) => void;

  constructor(local: CoapAddress, onSend: (datagram: Uint8Array, to: CoapAddress) => void) {
    this.#local = local;
    this.#onSend = onSend;
  }

  async open(receiver: DatagramReceiver): Promise<CoapAddress> {
    this.receiver = receiver;
    return this.#local;
  }

  send(datagram: Uint8Array, address: string, port: number): void {
    this.#onSend(datagram, { address, port });
  }

  async close(): Promise<void> {
    this.receiver = undefined;
  }
}
