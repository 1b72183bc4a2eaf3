import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A TCP connection that speaks MQTT 3.1.1 byte by byte, and reads nothing that it is not told to. */
export class RawSocket implements Disposable {
  readonly #socket: Socket;
  #unread = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("error", () => {});
    socket.pause();
  }

  /** Connected as `clientId`, after CONNACK. */
  static async open(port: number, clientId: string, will?: { topic: string; payload: string }): Promise<RawSocket> {
    const tcp = connect(port, "127.0.0.1");
    await once(tcp, "connect");
    const socket = new RawSocket(tcp);
    const flags = will === undefined ? 0x02 : 0x06;
    const last = will === undefined ? [] : [text(will.topic), text(will.payload)];
    socket.#send(0x10, text("MQTT"), Buffer.of(4, flags, 0, 0), text(clientId), ...last);
    await socket.read(4);
    return socket;
  }

  publishQos2(topic: string, payload: string, id: number): void {
    this.#send(0x34, text(topic), Buffer.of(id >> 8, id & 0xff), Buffer.from(payload));
  }

  release(id: number): void {
    this.#send(0x62, Buffer.of(id >> 8, id & 0xff));
  }

  /** Subscribes with QoS 0; resolves with SUBACK. */
  async subscribe(filter: string): Promise<void> {
    this.#send(0x82, Buffer.of(0, 1), text(filter), Buffer.of(0));
    await this.read(5);
  }

  /** The next `size` bytes. */
  async read(size: number): Promise<Buffer> {
    while (this.#unread.length < size) {
      const bytes: Buffer | null = this.#socket.read();
      if (bytes === null) await once(this.#socket, "readable");
      else this.#unread = Buffer.concat([this.#unread, bytes]);
    }
    const bytes = this.#unread.subarray(0, size);
    this.#unread = this.#unread.subarray(size);
    return bytes;
  }

  /** Resolves when the broker has ended the connection. */
  async closed(): Promise<void> {
    this.#socket.removeAllListeners("readable");
    this.#socket.resume();
    if (!this.#socket.closed) await once(this.#socket, "close");
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #send(header: number, ...parts: readonly Buffer[]): void {
    const body = Buffer.concat(parts);
    if (body.length > 127) throw new RangeError("longer packets have no length here");
    this.#socket.write(Buffer.concat([Buffer.of(header, body.length), body]));
  }
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
}
