import type { Duplex } from "node:stream";
import { LimitedStream } from "../connection/limited-stream.js";
import { overheadBytes } from "../connection/session-transport.js";
import type { EmbeddedBrokerLimits } from "./broker-limits.js";

type Limits = Pick<EmbeddedBrokerLimits, "maxBodyBytes" | "maxOutboundBytes">;
type Written = (error?: Error | null) => void;

/** Who is at the other end. */
export interface ClientOrigin {
  /** Verified by TLS. */
  readonly identity: string | undefined;
  /** Whether it is this process. */
  readonly isOurs: boolean;
}

/** A client's connection: ends with a message over `maxBodyBytes`, and when more than `maxOutboundBytes` wait for it. */
export class ClientStream extends LimitedStream implements ClientOrigin {
  readonly identity: string | undefined;
  readonly isOurs: boolean;
  readonly #maxOutboundBytes: number;
  #isCut = false;

  constructor(socket: Duplex, { maxBodyBytes, maxOutboundBytes }: Limits, { identity, isOurs }: ClientOrigin) {
    super(socket, maxBodyBytes + overheadBytes, () => socket.destroy());
    this.#maxOutboundBytes = maxOutboundBytes;
    this.identity = identity;
    this.isOurs = isOurs;
  }

  override write(chunk: unknown, encoding?: BufferEncoding | Written, done?: Written): boolean {
    // Looked at before the chunk: to a client that reads, a message of any size goes out.
    if (!this.#isCut && this.writableLength > this.#maxOutboundBytes) this.#cut();
    return typeof encoding === "string" ? super.write(chunk, encoding, done) : super.write(chunk, encoding ?? done);
  }

  #cut(): void {
    this.#isCut = true;
    this.destroy();
  }
}
