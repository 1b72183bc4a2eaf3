import type { WebSocket } from "ws";
import type { ByteStream, StreamReceiver } from "../stream/byte-stream.js";
import type { CoapAddress } from "../transport/datagram-transport.js";

/** Name of the subprotocol (RFC 8323 §4.1). */
export const SUBPROTOCOL = "coap";
/** Path of the endpoint (RFC 8323 §8.3). */
export const ENDPOINT_PATH = "/.well-known/coap";

/** Above this the peer counts as slow. */
const HIGH_WATER_BYTES = 64 * 1024;
/** Time for the peer to close its side as well. */
const LINGER_MS = 500;
const NORMAL_CLOSURE = 1000;
const UNSUPPORTED_DATA = 1003;

/** A WebSocket of which each binary message is a message of CoAP (RFC 8323 §4.2). */
export class WebSocketStream implements ByteStream {
  readonly keepsBoundaries = true;
  readonly remote: CoapAddress;
  readonly identity: string | undefined;

  readonly #socket: WebSocket;
  #receiver: StreamReceiver | undefined;
  #error: unknown;
  #isFull = false;
  #isEnded = false;

  constructor(socket: WebSocket, remote: CoapAddress, identity?: string) {
    this.#socket = socket;
    this.remote = remote;
    this.identity = identity;
    socket.binaryType = "nodebuffer";
    // Nothing may come before there is somebody to take it.
    socket.pause();
    socket.on("error", (error) => {
      this.#error = error;
    });
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  start(receiver: StreamReceiver): void {
    const socket = this.#socket;
    this.#receiver = receiver;
    socket.on("message", (data, isBinary) => {
      if (this.#isEnded) return;
      if (isBinary) receiver.onBytes(data as Buffer);
      else socket.close(UNSUPPORTED_DATA, "CoAP is binary");
    });
    socket.on("close", () => receiver.onClose(this.#error));
    if (socket.readyState === socket.CLOSED) queueMicrotask(() => receiver.onClose(this.#error));
    socket.resume();
  }

  write(bytes: Uint8Array): boolean {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return true;
    socket.send(bytes, () => this.#sent());
    if (socket.bufferedAmount >= HIGH_WATER_BYTES) this.#isFull = true;
    return !this.#isFull;
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
    const timer = setTimeout(() => socket.terminate(), LINGER_MS);
    timer.unref();
    socket.once("close", () => clearTimeout(timer));
    socket.resume();
    socket.close(NORMAL_CLOSURE);
  }

  destroy(): void {
    this.#isEnded = true;
    this.#socket.terminate();
  }

  #sent(): void {
    if (!this.#isFull || this.#socket.bufferedAmount >= HIGH_WATER_BYTES / 2) return;
    this.#isFull = false;
    this.#receiver?.onDrain();
  }
}
