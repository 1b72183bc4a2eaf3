import { MessageView } from "../message/message-view.js";
import { type FrameFault, frameLayout } from "./frame.js";
import { FrameReader } from "./frame-reader.js";

/** What finds messages in what a stream brings. */
export interface MessageReader {
  /** Why nothing more can be read. */
  readonly fault: FrameFault | undefined;
  /** Adds what came in. */
  push(chunk: Uint8Array): void;
  /** The next message if all of it is here. */
  next(): MessageView | undefined;
}

/** The reader for a stream. */
export const messageReader = (keepsBoundaries: boolean, maxMessageBytes: number): MessageReader =>
  keepsBoundaries ? new BoundaryReader(maxMessageBytes) : new FrameReader(maxMessageBytes);

/**
 * Reads a stream that keeps boundaries: every chunk is one message, and has no length of its own.
 *
 * @see RFC 8323 §4.2
 */
class BoundaryReader implements MessageReader {
  fault: FrameFault | undefined = undefined;
  readonly #maxMessageBytes: number;
  readonly #chunks: Uint8Array[] = [];

  constructor(maxMessageBytes: number) {
    this.#maxMessageBytes = maxMessageBytes;
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  next(): MessageView | undefined {
    const chunk = this.fault === undefined ? this.#chunks.shift() : undefined;
    if (chunk === undefined) return undefined;
    const layout = frameLayout(chunk, 0, chunk.length);
    if (chunk.length > this.#maxMessageBytes) this.fault = "too-long";
    else if (layout === undefined) this.fault = "too-short";
    else if (typeof layout === "string") this.fault = layout;
    else if (chunk[0]! >> 4 !== 0) this.fault = "length";
    else return new MessageView(chunk, undefined, layout);
    return undefined;
  }
}
