import { createHash, randomBytes } from "node:crypto";
import { UsageError } from "@thingwright/errors";
import type { MessageView } from "../message/message-view.js";
import { MAX_PLAIN_TOKEN_BYTES, MAX_TOKEN_BYTES } from "../message/token-length.js";
import type { Peer } from "../reliability/delivery.js";

/** Bytes of the number that every token starts with. */
export const TOKEN_NUMBER_BYTES = 4;
const SECRET_BYTES = 16;
const NO_BYTES = new Uint8Array(0);

/**
 * The tokens of a client: a random number of four bytes, and after it as many bytes as are wanted, which follow from the
 * number by a secret. They are harder to guess than the number alone, and nothing is kept for them.
 *
 * @see RFC 7252 §5.3.1, RFC 8974
 */
export class Tokens {
  readonly #bytes: number;
  readonly #secret = randomBytes(SECRET_BYTES);

  /** @throws {UsageError} WOT_RANGE if tokens cannot be that long */
  constructor(bytes: number) {
    if (!Number.isInteger(bytes) || bytes < TOKEN_NUMBER_BYTES || bytes > MAX_TOKEN_BYTES)
      throw new UsageError("WOT_RANGE", `tokenBytes is ${bytes}, expected ${TOKEN_NUMBER_BYTES} to ${MAX_TOKEN_BYTES}`);
    this.#bytes = bytes;
  }

  /**
   * The length of a token for a request. Whether a peer knows long ones is found out by Confirmable messages only, as those
   * alone are sure to be rejected by one that does not (RFC 8974 §2.2.2).
   */
  bytesFor({ peer, confirmable }: { readonly peer: Peer; readonly confirmable: boolean }): number {
    const { isReliable, tokenBytes } = peer.capacity;
    return Math.min(this.#bytes, confirmable || isReliable ? tokenBytes : MAX_PLAIN_TOKEN_BYTES);
  }

  /** What follows the number in a token of so many bytes. */
  tail(token: number, bytes: number): Uint8Array {
    if (bytes === TOKEN_NUMBER_BYTES) return NO_BYTES;
    const number = Buffer.alloc(TOKEN_NUMBER_BYTES);
    number.writeUInt32BE(token);
    const outputLength = bytes - TOKEN_NUMBER_BYTES;
    return createHash("shake256", { outputLength }).update(this.#secret).update(number).digest();
  }

  /** Whether a message has this token, of so many bytes. */
  isIn(view: MessageView, token: number, bytes: number): boolean {
    if (view.tokenLength !== bytes || tokenNumberOf(view) !== token) return false;
    if (bytes === TOKEN_NUMBER_BYTES) return true;
    const { tokenStart } = view;
    const found = view.bytes.subarray(tokenStart + TOKEN_NUMBER_BYTES, tokenStart + bytes);
    return Buffer.compare(found, this.tail(token, bytes)) === 0;
  }
}

/** The number that a message's token starts with; no message has a token of fewer bytes that we asked for. */
export function tokenNumberOf({ bytes, tokenStart: at }: MessageView): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
