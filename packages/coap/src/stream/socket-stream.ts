import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { CoapAddress } from "../transport/datagram-transport.js";
import type { ByteStream, StreamReceiver } from "./byte-stream.js";

/** Above this the peer counts as slow. */
const HIGH_WATER_BYTES = 64 * 1024;
/** Time for the peer to close its side as well. What it sends meanwhile is dropped, so that our last words arrive. */
const LINGER_MS = 500;

/** A socket of `node:net` or `node:tls`. What is written in one turn of the event loop leaves together. */
export class SocketStream implements ByteStream {
  readonly keepsBoundaries = false;
  readonly remote: CoapAddress;
  readonly identity: string | undefined;

  readonly #socket: Socket;
  #receiver: StreamReceiver | undefined;
  #error: unknown;
  #isCorked = false;
  #isEnded = false;

  constructor(socket: Socket, identity?: string) {
    this.#socket = socket;
    this.identity = identity;
    this.remote = { address: plainAddress(socket.remoteAddress ?? ""), port: socket.remotePort ?? 0 };
    socket.setNoDelay(true);
    socket.on("error", (error) => {
      this.#error = error;
    });
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  start(receiver: StreamReceiver): void {
    const socket = this.#socket;
    this.#receiver = receiver;
    socket.on("data", (chunk: Uint8Array) => {
      if (!this.#isEnded) receiver.onBytes(chunk);
    });
    socket.on("drain", () => receiver.onDrain());
    socket.on("close", () => receiver.onClose(this.#error));
    if (socket.destroyed) queueMicrotask(() => receiver.onClose(this.#error));
  }

  write(bytes: Uint8Array): boolean {
    const socket = this.#socket;
    if (!this.#isCorked) {
      this.#isCorked = true;
      socket.cork();
      process.nextTick(() => {
        this.#isCorked = false;
        socket.uncork();
      });
    }
    socket.write(bytes);
    return socket.writableLength < HIGH_WATER_BYTES;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#isEnded = true;
    const socket = this.#socket;
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    timer.unref();
    socket.once("close", () => clearTimeout(timer));
    socket.end();
    if (this.#receiver !== undefined) socket.resume();
  }

  destroy(): void {
    this.#isEnded = true;
    this.#socket.destroy();
  }
}

/** An IPv4 peer of a socket for both families by its own address. */
function plainAddress(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}

/** The common name in the certificate that a peer showed; `undefined` for none that is trusted. */
export function certificateName(socket: TLSSocket): string | undefined {
  if (!socket.authorized) return undefined;
  const name: unknown = socket.getPeerCertificate().subject?.CN;
  return typeof name === "string" ? name : undefined;
}
