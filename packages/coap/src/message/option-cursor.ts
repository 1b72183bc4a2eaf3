import type { MessageFault } from "./message.js";

const PAYLOAD_MARKER = 0xff;

/**
 * Walks the options of a datagram without allocating for each: after `next()` says true, `number`, `start` and `end` tell
 * of the current option, whose value is `bytes[start, end)`.
 *
 * @see RFC 7252 §3.1
 */
export class OptionCursor {
  /** Number of the current option. */
  number = 0;
  /** Number of the option before it; 0 before the first, a number that no option has. */
  previousNumber = 0;
  start: number;
  end: number;
  /** Why the walk stopped early. */
  fault: MessageFault | undefined = undefined;

  readonly #bytes: Uint8Array;

  /** @param offset - where the first option header, the payload marker or the end is */
  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.start = offset;
    this.end = offset;
  }

  /** Steps to the next option; false at the end, at the payload marker and at a fault. */
  next(): boolean {
    const bytes = this.#bytes;
    let position = this.end;
    if (position >= bytes.length) return false;
    const header = bytes[position]!;
    if (header === PAYLOAD_MARKER) return false;
    position++;
    let delta = header >> 4;
    let length = header & 0x0f;
    if (delta >= 13 || length >= 13) {
      if (delta === 15 || length === 15) return this.#stop("option-header");
      const extended = (delta >= 13 ? delta - 12 : 0) + (length >= 13 ? length - 12 : 0);
      if (position + extended > bytes.length) return this.#stop("option-truncated");
      if (delta === 13) delta = bytes[position++]! + 13;
      else if (delta === 14) delta = ((bytes[position++]! << 8) | bytes[position++]!) + 269;
      if (length === 13) length = bytes[position++]! + 13;
      else if (length === 14) length = ((bytes[position++]! << 8) | bytes[position++]!) + 269;
    }
    if (position + length > bytes.length) return this.#stop("option-truncated");
    this.previousNumber = this.number;
    this.number += delta;
    if (this.number > 0xffff) return this.#stop("option-number");
    this.start = position;
    this.end = position + length;
    return true;
  }

  #stop(fault: MessageFault): false {
    this.fault = fault;
    return false;
  }
}
