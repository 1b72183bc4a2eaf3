import { createCipheriv, pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(pbkdf2);
const iterations = 65_536;
const keyLength = 16;
/** Length of a message authentication code. */
export const macLength = 16;

/** The key that a user's password of an interface stands for. @see KNX Standard 03_08_09 §2.3.5 */
export const userKey = (password: string): Promise<Buffer> =>
  derive(password, "user-password.1.secure.ip.knx.org", iterations, keyLength, "sha256");

/** The key that the authentication code of an interface stands for. */
export const deviceKey = (code: string): Promise<Buffer> =>
  derive(code, "device-authentication-code.1.secure.ip.knx.org", iterations, keyLength, "sha256");

/** What is authenticated: some of it stands in the open, the rest is encrypted. */
export interface Sealed {
  readonly key: Uint8Array;
  /** First block of the authentication code. */
  readonly first: Uint8Array;
  readonly open: Uint8Array;
  readonly plain: Uint8Array;
  /** First counter of the encryption. */
  readonly counter: Uint8Array;
}

/** `plain` encrypted, with the authentication code of it and of `open` (CCM of AES-128, RFC 3610). */
export function seal({ key, first, open, plain, counter }: Sealed): { readonly bytes: Buffer; readonly mac: Buffer } {
  const mac = codeOf(key, first, open, plain);
  const whole = encrypt(key, counter, Buffer.concat([mac, plain]));
  return { bytes: whole.subarray(macLength), mac: whole.subarray(0, macLength) };
}

/** What was sealed; `undefined` when it, or its code, is not as it was. */
export function unseal(sealed: Omit<Sealed, "plain">, bytes: Uint8Array, mac: Uint8Array): Buffer | undefined {
  const { key, first, open, counter } = sealed;
  if (mac.length !== macLength) return undefined;
  // A counter makes the same stream both ways.
  const whole = encrypt(key, counter, Buffer.concat([mac, bytes]));
  const plain = whole.subarray(macLength);
  return timingSafeEqual(codeOf(key, first, open, plain), whole.subarray(0, macLength)) ? plain : undefined;
}

function codeOf(key: Uint8Array, first: Uint8Array, open: Uint8Array, plain: Uint8Array): Buffer {
  const length = Buffer.of(open.length >> 8, open.length & 0xff);
  const text = Buffer.concat([first, length, open, plain]);
  const padded = Buffer.concat([text, Buffer.alloc((macLength - (text.length % macLength)) % macLength)]);
  const cipher = createCipheriv("aes-128-cbc", key, Buffer.alloc(16)).setAutoPadding(false);
  return cipher.update(padded).subarray(-macLength);
}

const encrypt = (key: Uint8Array, counter: Uint8Array, bytes: Uint8Array): Buffer =>
  createCipheriv("aes-128-ctr", key, counter).update(bytes);
