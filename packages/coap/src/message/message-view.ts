import type { ResponseProtector } from "../object-security/response-protector.js";
import type { MessageFault } from "./message.js";
import { MessageType } from "./message.js";
import { OptionCursor } from "./option-cursor.js";
import { extendedTokenLength, tokenExtensionBytes } from "./token-length.js";

const HEADER_LENGTH = 4;
const NO_BYTES = new Uint8Array(0);

/** Where a frame's code and token are. Its type is always Confirmable: what carries it is reliable. */
interface FrameParts {
  readonly code: number;
  readonly tokenStart: number;
  readonly tokenLength: number;
}

/**
 * A datagram whose structure has been checked, read in place: nothing is copied until it is asked for.
 *
 * When `fault` is set the datagram is no valid message; `type` and `messageId` are still right unless the fault is
 * `too-short`, so that it can be rejected.
 *
 * @see RFC 7252 §3
 */
export class MessageView {
  readonly bytes: Uint8Array;
  readonly type: MessageType;
  readonly code: number;
  readonly messageId: number;
  /** Where the token starts. */
  readonly tokenStart: number;
  /** 0 to 65804 bytes (RFC 8974 §2.1). */
  readonly tokenLength: number;
  /** Where the payload starts; `bytes.length` when there is none. */
  readonly payloadStart: number;
  readonly fault: MessageFault | undefined;
  /** Set when this is the plain message within a protected request. */
  readonly protector: ResponseProtector | undefined;

  /** @param frame - given when `bytes` are a frame of a connection (RFC 8323 §3.2) and no datagram */
  constructor(bytes: Uint8Array, protector?: ResponseProtector, frame?: FrameParts) {
    this.bytes = bytes;
    this.protector = protector;
    this.payloadStart = bytes.length;
    if (frame !== undefined) {
      this.type = MessageType.CON;
      this.code = frame.code;
      this.messageId = 0;
      this.tokenStart = frame.tokenStart;
      this.tokenLength = frame.tokenLength;
      this.fault = frameFault(frame, bytes.length);
    } else if (bytes.length < HEADER_LENGTH) {
      this.type = MessageType.NON;
      this.code = 0;
      this.messageId = 0;
      this.tokenStart = bytes.length;
      this.tokenLength = 0;
      this.fault = "too-short";
    } else {
      const first = bytes[0]!;
      this.type = ((first >> 4) & 3) as MessageType;
      this.code = bytes[1]!;
      this.messageId = (bytes[2]! << 8) | bytes[3]!;
      const nibble = first & 0x0f;
      this.tokenStart = HEADER_LENGTH + tokenExtensionBytes(nibble);
      this.tokenLength = nibble < 13 ? nibble : extendedTokenLength(bytes, HEADER_LENGTH, nibble);
      this.fault = headerFault(bytes, this.tokenStart + this.tokenLength);
    }
    if (this.fault !== undefined || this.code === 0) return;
    const cursor = this.options();
    while (cursor.next());
    this.fault = cursor.fault;
    if (cursor.end < bytes.length) this.payloadStart = cursor.end + 1;
    if (this.fault === undefined && cursor.end === bytes.length - 1) this.fault = "payload-marker";
  }

  /** A walk over the options, from the first. */
  options(): OptionCursor {
    return new OptionCursor(this.bytes, this.tokenStart + this.tokenLength);
  }

  /** The token's bytes, as a view. */
  token(): Uint8Array {
    return this.bytes.subarray(this.tokenStart, this.tokenStart + this.tokenLength);
  }

  /**
   * The token as text, for use as a key: equal tokens of equal length give equal keys. A token under one protection is
   * never that of another, or of a plain message.
   */
  tokenKey(): string {
    let key = this.protector === undefined ? "" : `${this.protector.key} `;
    const { bytes, tokenStart } = this;
    for (let i = 0; i < this.tokenLength; i++) key += String.fromCharCode(bytes[tokenStart + i]!);
    return key;
  }

  /** The payload's bytes, as a view. */
  payload(): Uint8Array {
    return this.payloadStart === this.bytes.length ? NO_BYTES : this.bytes.subarray(this.payloadStart);
  }

  /** Whether the message has a payload. */
  get hasPayload(): boolean {
    return this.payloadStart < this.bytes.length;
  }
}

function headerFault(bytes: Uint8Array, tokenEnd: number): MessageFault | undefined {
  const first = bytes[0]!;
  if (first >> 6 !== 1) return "version";
  if ((first & 0x0f) === 15) return "token-length";
  const code = bytes[1]!;
  if (code === 0) return tokenEnd > HEADER_LENGTH || bytes.length > HEADER_LENGTH ? "empty-with-content" : undefined;
  const group = code >> 5;
  if (group === 1 || group > 5) return "reserved-code-class";
  return tokenEnd > bytes.length ? "token-truncated" : undefined;
}

/** Signaling messages have codes of class 7; an Empty message is ignored, whatever it has (RFC 8323 §3.4, §5.1). */
function frameFault({ code, tokenStart, tokenLength }: FrameParts, length: number): MessageFault | undefined {
  const group = code >> 5;
  if (group === 1 || group === 6) return "reserved-code-class";
  return tokenStart + tokenLength > length ? "token-truncated" : undefined;
}
