import { MAX_PIV_BYTES } from "./partial-iv.js";

const KID_FLAG = 0x08;
const KID_CONTEXT_FLAG = 0x10;
const PIV_LENGTH = 0x07;
/** Bits that no version of the option uses yet; a message with one of them is malformed. */
const RESERVED = 0xe0;
const NO_BYTES = new Uint8Array(0);

/** The COSE object's header as the OSCORE option carries it. */
export interface OscoreOption {
  readonly partialIv: Uint8Array | undefined;
  /** Sender ID of whoever sent the message. */
  readonly kid: Uint8Array | undefined;
  readonly kidContext: Uint8Array | undefined;
}

/**
 * The value of an OSCORE option. A header without any field is the empty value.
 *
 * @see RFC 8613 §6.1
 */
export function encodeOscoreOption({ partialIv, kid, kidContext }: OscoreOption): Uint8Array {
  const flags =
    (partialIv?.length ?? 0) | (kid === undefined ? 0 : KID_FLAG) | (kidContext === undefined ? 0 : KID_CONTEXT_FLAG);
  if (flags === 0) return NO_BYTES;
  const context = kidContext === undefined ? [] : [kidContext.length, ...kidContext];
  return Uint8Array.from([flags, ...(partialIv ?? []), ...context, ...(kid ?? [])]);
}

/**
 * The header in an OSCORE option; `undefined` if it is malformed.
 *
 * @see RFC 8613 §6.1, §8.2 step 2
 */
export function decodeOscoreOption(value: Uint8Array): OscoreOption | undefined {
  if (value.length === 0) return { partialIv: undefined, kid: undefined, kidContext: undefined };
  const flags = value[0]!;
  const pivLength = flags & PIV_LENGTH;
  // All fields absent is spelled as the empty value only.
  if ((flags & RESERVED) !== 0 || pivLength > MAX_PIV_BYTES || flags === 0) return undefined;
  let position = 1 + pivLength;
  if (position > value.length) return undefined;
  const piv = pivLength === 0 ? undefined : value.subarray(1, position);
  let kidContext: Uint8Array | undefined;
  if ((flags & KID_CONTEXT_FLAG) !== 0) {
    const end = position + 1 + (value[position] ?? value.length);
    if (position >= value.length || end > value.length) return undefined;
    kidContext = value.subarray(position + 1, end);
    position = end;
  }
  if ((flags & KID_FLAG) !== 0) return { partialIv: piv, kid: value.subarray(position), kidContext };
  return position === value.length ? { partialIv: piv, kid: undefined, kidContext } : undefined;
}
