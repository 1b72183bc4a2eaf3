import { encodeMessage, headerOf } from "../message.js";
import { macLength, seal, unseal } from "./secure-mac.js";

/** Service numbers of KNX IP Secure. @see KNX Standard 03_08_09 §2.3 */
export const secureService = {
  wrapper: 0x0950,
  sessionRequest: 0x0951,
  sessionResponse: 0x0952,
  sessionAuthenticate: 0x0953,
  sessionStatus: 0x0954,
} as const;

/** Of a message in a session, before what it wraps: session, sequence, serial number and tag. */
const prefixLength = 16;
const sequenceLength = 6;
/** Nobody asks for the serial number of a client. */
const serialNumber = Buffer.alloc(6);
const noTag = Buffer.alloc(2);

/** A session, by its number and its key. */
export interface SessionKey {
  readonly session: number;
  readonly key: Uint8Array;
}

/** A message of KNXnet/IP, wrapped for a session. */
export function wrap({ session, key }: SessionKey, sequence: number, message: Uint8Array): Uint8Array {
  const number = Buffer.of(session >> 8, session & 0xff);
  const counted = Buffer.alloc(sequenceLength);
  counted.writeUIntBE(sequence, 0, sequenceLength);
  const nonce = Buffer.concat([counted, serialNumber, noTag]);
  const length = prefixLength + message.length + macLength;
  const { bytes, mac } = seal({ key, plain: message, ...placed(nonce, number, message.length, length) });
  return encodeMessage(secureService.wrapper, Buffer.concat([number, nonce, bytes, mac]));
}

/** What a wrapper has: a message and its place in the session. `undefined` for one of another session, or that is forged. */
export function unwrap(
  { session, key }: SessionKey,
  body: Uint8Array,
): { readonly sequence: number; readonly message: Uint8Array } | undefined {
  const length = body.length - prefixLength - macLength;
  if (length < 0 || ((body[0]! << 8) | body[1]!) !== session) return undefined;
  const nonce = Buffer.from(body.subarray(2, prefixLength));
  const place = placed(nonce, body.subarray(0, 2), length, body.length);
  const message = unseal(
    { key, ...place },
    body.subarray(prefixLength, prefixLength + length),
    body.subarray(-macLength),
  );
  return message === undefined ? undefined : { sequence: nonce.readUIntBE(0, sequenceLength), message };
}

/** What stands in the open, and the blocks that begin the code and the encryption. */
function placed(nonce: Buffer, session: Uint8Array, plainLength: number, bodyLength: number) {
  return {
    first: Buffer.concat([nonce, Buffer.of(plainLength >> 8, plainLength & 0xff)]),
    open: Buffer.concat([headerOf(secureService.wrapper, bodyLength), session]),
    counter: Buffer.concat([nonce, Buffer.of(0xff, 0)]),
  };
}
