import { NetworkError, UsageError } from "@thingwright/errors";
import type { CoapAddress } from "../transport/datagram-transport.js";
import type { CoapScheme } from "../uri/coap-uri.js";
import type { ByteStream, StreamReceiver, StreamTarget, StreamTransport } from "./byte-stream.js";
import type { StreamLimits } from "./stream-limits.js";

export interface MemoryStreamsOptions {
  /** How many bytes arrive at a time: 1 cuts everything into bytes. Default: what was written at once arrives at once. */
  readonly chunkBytes?: number;
  /** Bytes on their way to one end; what is written beyond waits. Default 65,536. */
  readonly windowBytes?: number;
  /** As over WebSockets: what is written at once arrives at once. Default false. */
  readonly keepsBoundaries?: boolean;
}

/** Connections inside the process. */
export interface MemoryStreams {
  client(options?: MemoryTransportOptions): StreamTransport;
  server(options?: MemoryTransportOptions & { readonly local?: CoapAddress }): StreamTransport;
  /** A connection to a server, for who wants to say every byte. Rejects when nobody listens. */
  connect(to: CoapAddress, from?: CoapAddress): Promise<ByteStream>;
}

export interface MemoryTransportOptions {
  readonly scheme?: CoapScheme;
  readonly limits?: Partial<StreamLimits>;
  /** Who a client proves to be. */
  readonly identity?: string;
}

const DEFAULT_WINDOW_BYTES = 65_536;

/** A fresh network of its own for connections: nothing gets in or out, and nothing happens but in microtasks. */
export function memoryStreams(options: MemoryStreamsOptions = {}): MemoryStreams {
  const listeners = new Map<string, (stream: ByteStream) => void>();
  let clientCount = 0;
  const connect = async (to: CoapAddress, from?: CoapAddress, identity?: string): Promise<ByteStream> => {
    clientCount += 1;
    const listener = listeners.get(nameOf(to));
    if (listener === undefined) {
      throw new NetworkError("WOT_NETWORK", `nobody listens at ${nameOf(to)}`, { sent: false });
    }
    const local = from ?? { address: `10.1.0.${clientCount}`, port: 40_000 + clientCount };
    const near = new MemoryStream(to, undefined, options);
    const far = new MemoryStream(local, identity, options);
    near.join(far);
    far.join(near);
    listener(far);
    return near;
  };
  return {
    client: ({ scheme = "coap+tcp", limits = {}, identity } = {}) => ({
      kind: "stream",
      scheme,
      limits,
      connect: ({ address, port }: StreamTarget) => connect({ address, port }, undefined, identity),
      close: async () => undefined,
    }),
    server: ({ scheme = "coap+tcp", limits = {}, local = { address: "10.9.9.9", port: 5683 } } = {}) => ({
      kind: "stream",
      scheme,
      limits,
      async listen(onStream) {
        if (listeners.has(nameOf(local))) throw new UsageError("WOT_ADDRESS_IN_USE", `${nameOf(local)} is taken`);
        listeners.set(nameOf(local), onStream);
        return local;
      },
      async close() {
        listeners.delete(nameOf(local));
      },
    }),
    connect,
  };
}

class MemoryStream implements ByteStream {
  readonly remote: CoapAddress;
  readonly identity: string | undefined;
  readonly keepsBoundaries: boolean;

  readonly #chunkBytes: number;
  readonly #windowBytes: number;
  #other: MemoryStream = this;
  #receiver: StreamReceiver | undefined;
  /** What the other end wrote and is not delivered. */
  #arriving: Uint8Array[] = [];
  #arrivingBytes = 0;
  #isPaused = false;
  #isDelivering = false;
  #isEnding = false;
  #isClosed = false;
  #isFull = false;

  constructor(remote: CoapAddress, identity: string | undefined, options: MemoryStreamsOptions) {
    this.remote = remote;
    this.identity = identity;
    this.keepsBoundaries = options.keepsBoundaries === true;
    this.#chunkBytes = options.chunkBytes ?? Number.POSITIVE_INFINITY;
    this.#windowBytes = options.windowBytes ?? DEFAULT_WINDOW_BYTES;
  }

  join(other: MemoryStream): void {
    this.#other = other;
  }

  get bufferedBytes(): number {
    return this.#other.#arrivingBytes;
  }

  start(receiver: StreamReceiver): void {
    this.#receiver = receiver;
    if (this.#isClosed) queueMicrotask(() => receiver.onClose());
    this.#deliverLater();
  }

  write(bytes: Uint8Array): boolean {
    const other = this.#other;
    if (this.#isClosed || this.#isEnding || other.#isClosed) return true;
    other.#arriving.push(Uint8Array.from(bytes));
    other.#arrivingBytes += bytes.length;
    other.#deliverLater();
    this.#isFull = other.#arrivingBytes >= this.#windowBytes;
    return !this.#isFull;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#deliverLater();
  }

  end(): void {
    this.#isEnding = true;
    this.#isPaused = false;
    this.#other.#deliverLater();
    this.#deliverLater();
  }

  destroy(): void {
    this.#close();
    this.#other.#close();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#arriving = [];
    this.#arrivingBytes = 0;
    queueMicrotask(() => this.#receiver?.onClose());
  }

  #deliverLater(): void {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    queueMicrotask(() => {
      this.#isDelivering = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    const other = this.#other;
    if (this.#isClosed || this.#receiver === undefined) return;
    if (this.#isPaused && this.#arrivingBytes > 0) return;
    const chunk = this.#takeChunk();
    if (chunk !== undefined) {
      if (!this.#isEnding) this.#receiver.onBytes(chunk);
      if (other.#isFull && this.#arrivingBytes < this.#windowBytes) other.#drained();
      this.#deliverLater();
    } else if (other.#isEnding || (this.#isEnding && other.#arrivingBytes === 0)) {
      this.#close();
      other.#close();
    }
  }

  #drained(): void {
    this.#isFull = false;
    queueMicrotask(() => {
      if (!this.#isClosed) this.#receiver?.onDrain();
    });
  }

  #takeChunk(): Uint8Array | undefined {
    const first = this.#arriving.shift();
    if (first === undefined) return undefined;
    const chunk = this.keepsBoundaries ? first : first.subarray(0, this.#chunkBytes);
    if (chunk.length < first.length) this.#arriving.unshift(first.subarray(chunk.length));
    this.#arrivingBytes -= chunk.length;
    return chunk;
  }
}

const nameOf = ({ address, port }: CoapAddress): string => `${address} port ${port}`;
