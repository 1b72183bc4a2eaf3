import { encodeMessage } from "../message/encode-message.js";
import type { MessageView } from "../message/message-view.js";
import type { CoapOption } from "../message/option.js";
import { isCritical } from "../message/option-registry.js";

/** Codes of signaling messages (RFC 8323 §5.1). */
export const SignalCode = { CSM: 0xe1, Ping: 0xe2, Pong: 0xe3, Release: 0xe4, Abort: 0xe5 } as const;

/** Options of signaling messages; each code has numbers of its own (RFC 8323 §5.2, RFC 8974 §2.2.1). */
export const SignalOption = {
  MaxMessageSize: 2,
  BlockWiseTransfer: 4,
  ExtendedTokenLength: 6,
  Custody: 2,
  AlternativeAddress: 2,
  HoldOff: 4,
  BadCsmOption: 2,
} as const;

const NO_BYTES = new Uint8Array(0);
const MAX_DIAGNOSTIC_BYTES = 200;

/** Parts of a signaling message that are not empty. */
export interface SignalParts {
  readonly token?: Uint8Array;
  readonly options?: readonly CoapOption[];
  /** A diagnostic payload. */
  readonly diagnostic?: string;
}

/** A signaling message, in the format of RFC 7252 §3. */
export function signal(
  code: number,
  { token = NO_BYTES, options = [], diagnostic = "" }: SignalParts = {},
): Uint8Array {
  return encodeMessage({ type: 0, code, messageId: 0, token, options, payload: Buffer.from(diagnostic) });
}

/** Number of a critical option, of which none is defined that we understand; `undefined` when there is none. */
export function criticalOptionOf(view: MessageView): number | undefined {
  const cursor = view.options();
  while (cursor.next()) if (isCritical(cursor.number)) return cursor.number;
  return undefined;
}

/** The diagnostic payload of a peer, made safe to show. */
export function diagnosticOf(view: MessageView): string {
  const text = Buffer.from(view.payload().subarray(0, MAX_DIAGNOSTIC_BYTES)).toString();
  return text.replaceAll(/\p{Cc}/gu, " ").trim();
}
