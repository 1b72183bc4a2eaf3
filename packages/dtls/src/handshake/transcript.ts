import { sha256 } from "../crypto/key-schedule.js";
import { encodeMessage, type HandshakeMessage } from "./handshake-message.js";

/** The messages of a handshake as both sides hash and sign them, each in one piece (RFC 6347 §4.2.6). */
export class Transcript {
  readonly #messages: Buffer[] = [];

  add(message: HandshakeMessage): void {
    this.#messages.push(encodeMessage(message));
  }

  /** Forgets a hello that was answered with a request to verify it: neither is part of the handshake. */
  clear(): void {
    this.#messages.length = 0;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#messages);
  }

  hash(): Buffer {
    return sha256(...this.#messages);
  }
}
