import { ProtocolError } from "@thingwright/errors";
import { decodeMessage, lengthOf, type Message } from "./message.js";

/** Finds messages in a stream of bytes. Holds less than one message. */
export class MessageStream {
  #rest: Uint8Array = new Uint8Array(0);

  /**
   * The messages that end in `chunk`.
   *
   * @throws {ProtocolError} WOT_PROTOCOL for bytes that begin no message: where the next one begins, nobody can tell
   */
  *take(chunk: Uint8Array): Iterable<Message> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 6) {
      const length = lengthOf(this.#rest);
      if (length === undefined) throw new ProtocolError("WOT_PROTOCOL", "the peer sends what is no KNXnet/IP");
      if (this.#rest.length < length) return;
      const message = decodeMessage(this.#rest.slice(0, length));
      this.#rest = this.#rest.slice(length);
      if (message !== undefined) yield message;
    }
  }
}
