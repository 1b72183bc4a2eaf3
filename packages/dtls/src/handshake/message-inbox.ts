import type { HandshakeFragment, HandshakeMessage } from "./handshake-message.js";

/** What became of a fragment: it was of a message seen before, it was kept, or there was no place for it. */
export type FragmentFate = "old" | "kept" | "dropped";

/** Messages in advance of the one expected that are kept (a flight has at most six). */
const MAX_AHEAD = 8;

interface Assembly {
  readonly type: number;
  readonly body: Buffer;
  /** 1 for each byte that is there. */
  readonly present: Uint8Array;
  missing: number;
}

/** Puts fragments together and gives the messages out in order (RFC 6347 §4.2.2, §4.2.3). */
export class MessageInbox {
  readonly #maxBytes: number;
  readonly #assemblies = new Map<number, Assembly>();
  #next: number;
  #bytes = 0;

  /**
   * @param next - `message_seq` of the first message
   * @param maxBytes - of all messages that wait
   */
  constructor(next: number, maxBytes: number) {
    this.#next = next;
    this.#maxBytes = maxBytes;
  }

  /** `message_seq` of the message that is given out next. */
  get next(): number {
    return this.#next;
  }

  add(fragment: HandshakeFragment): FragmentFate {
    const { sequence, offset, bytes } = fragment;
    if (sequence < this.#next) return "old";
    if (sequence >= this.#next + MAX_AHEAD) return "dropped";
    const assembly = this.#assemblies.get(sequence) ?? this.#begin(fragment);
    if (assembly === undefined || assembly.type !== fragment.type || assembly.body.length !== fragment.length) {
      return "dropped";
    }
    assembly.body.set(bytes, offset);
    for (let at = offset; at < offset + bytes.length; at++) {
      if (assembly.present[at] === 0) assembly.missing--;
      assembly.present[at] = 1;
    }
    return "kept";
  }

  #begin({ type, sequence, length }: HandshakeFragment): Assembly | undefined {
    if (this.#bytes + length > this.#maxBytes) return undefined;
    this.#bytes += length;
    const assembly = { type, body: Buffer.alloc(length), present: new Uint8Array(length), missing: length };
    this.#assemblies.set(sequence, assembly);
    return assembly;
  }

  /** The next message, if it is complete. */
  shift(): HandshakeMessage | undefined {
    const assembly = this.#assemblies.get(this.#next);
    if (assembly === undefined || assembly.missing > 0) return undefined;
    this.#assemblies.delete(this.#next);
    this.#bytes -= assembly.body.length;
    return { type: assembly.type, sequence: this.#next++, body: assembly.body };
  }
}
