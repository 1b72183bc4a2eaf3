import { MessageView } from "../message/message-view.js";
import { type FrameFault, type FrameLayout, frameLayout } from "./frame.js";

const NO_BYTES = new Uint8Array(0);
const MIN_BUFFER_BYTES = 512;
/** A frame that is a smaller part of what came with it is copied, so that keeping it does not keep all of that. */
const MAX_SHARED = 4;

/**
 * Finds the messages in a stream of bytes, however that is cut into chunks. Holds no more than one message and the chunk
 * that came last.
 *
 * @see RFC 8323 §3.2
 */
export class FrameReader {
  /** Why nothing more can be read. */
  fault: FrameFault | undefined = undefined;

  readonly #maxMessageBytes: number;
  #bytes: Uint8Array = NO_BYTES;
  #start = 0;
  #end = 0;
  /** Whether `#bytes` is a buffer of our own, to which may be added. */
  #isOwn = false;

  constructor(maxMessageBytes: number) {
    this.#maxMessageBytes = maxMessageBytes;
  }

  /** Bytes that are here and not read yet. */
  get size(): number {
    return this.#end - this.#start;
  }

  /** Adds what came in. */
  push(chunk: Uint8Array): void {
    if (this.size === 0) {
      this.#bytes = chunk;
      this.#start = 0;
      this.#end = chunk.length;
      this.#isOwn = false;
      return;
    }
    if (!this.#isOwn || this.#end + chunk.length > this.#bytes.length) this.#grow(chunk.length);
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** The next message if all of it is here. Its own faults are in the view; `fault` tells when there can be no next one. */
  next(): MessageView | undefined {
    if (this.fault !== undefined) return undefined;
    const layout = frameLayout(this.#bytes, this.#start, this.#end);
    if (layout === undefined) return undefined;
    if (typeof layout === "string" || layout.length > this.#maxMessageBytes) {
      this.fault = typeof layout === "string" ? layout : "too-long";
      return undefined;
    }
    return this.size < layout.length ? undefined : this.#take(layout);
  }

  #take(layout: FrameLayout): MessageView {
    const from = this.#start;
    this.#start += layout.length;
    const isSmall = layout.length * MAX_SHARED < this.#bytes.length;
    const frame = isSmall
      ? Uint8Array.prototype.slice.call(this.#bytes, from, this.#start)
      : this.#bytes.subarray(from, this.#start);
    if (this.size === 0) this.#forget();
    return new MessageView(frame, undefined, layout);
  }

  #forget(): void {
    this.#bytes = NO_BYTES;
    this.#start = 0;
    this.#end = 0;
    this.#isOwn = false;
  }

  /** Twice as much each time: a message that comes byte by byte costs no more than twice its length to put together. */
  #grow(addedBytes: number): void {
    const { size } = this;
    const grown = new Uint8Array(Math.max(MIN_BUFFER_BYTES, 2 * (size + addedBytes)));
    grown.set(this.#bytes.subarray(this.#start, this.#end));
    this.#bytes = grown;
    this.#start = 0;
    this.#end = size;
    this.#isOwn = true;
  }
}
