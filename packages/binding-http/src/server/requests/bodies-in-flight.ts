import type { Socket } from "node:net";

/**
 * The bytes of all bodies that a server holds, from their arrival until they have been answered. Each connection may be
 * within its own limit, and all of them together still too much.
 */
export class BodiesInFlight {
  readonly #maxBytes: number;
  #bytes = 0;
  /** Bytes per connection: one that closes tells of none of the requests that still wait in it. */
  readonly #perSocket = new Map<Socket, number>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Counts `bytes` more that came on `socket`; says `false`, and counts nothing, when there is no room for them. */
  take(socket: Socket, bytes: number): boolean {
    if (this.#bytes + bytes > this.#maxBytes) return false;
    if (socket.destroyed) return true;
    const before = this.#perSocket.get(socket);
    if (before === undefined) socket.once("close", () => this.#closed(socket));
    this.#perSocket.set(socket, (before ?? 0) + bytes);
    this.#bytes += bytes;
    return true;
  }

  /** `bytes` of those taken are held no longer. */
  release(socket: Socket, bytes: number): void {
    const held = this.#perSocket.get(socket);
    if (held === undefined) return;
    const released = Math.min(bytes, held);
    this.#perSocket.set(socket, held - released);
    this.#bytes -= released;
  }

  #closed(socket: Socket): void {
    this.#bytes -= this.#perSocket.get(socket) ?? 0;
    this.#perSocket.delete(socket);
  }
}
