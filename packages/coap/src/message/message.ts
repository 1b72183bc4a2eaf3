import type { CoapOption } from "./option.js";

/** The four message types as their two bits (RFC 7252 §3). */
export const MessageType = { CON: 0, NON: 1, ACK: 2, RST: 3 } as const;

export type MessageType = (typeof MessageType)[keyof typeof MessageType];

/**
 * One CoAP message as plain data.
 *
 * @see RFC 7252 §3
 */
export interface Message {
  readonly type: MessageType;
  /** Method or response code as its byte, see `Code`. */
  readonly code: number;
  /** 0 to 65535. */
  readonly messageId: number;
  /** 0 to 8 bytes; up to 65804 for a peer that knows extended token lengths (RFC 8974). */
  readonly token: Uint8Array;
  /** In the order of the wire when decoded; in any order when encoded: the encoder sorts, keeping repeats in order. */
  readonly options: readonly CoapOption[];
  /** Empty when there is none. */
  readonly payload: Uint8Array;
}

/**
 * Why bytes are no CoAP message. `too-short` and `version` are to be ignored in silence (RFC 7252 §3); every other fault
 * is a message format error, to be rejected (§4.2, §4.3).
 */
export type MessageFault =
  | "too-short"
  | "version"
  | "token-length"
  | "token-truncated"
  | "empty-with-content"
  | "reserved-code-class"
  | "option-header"
  | "option-truncated"
  | "option-number"
  | "payload-marker";
