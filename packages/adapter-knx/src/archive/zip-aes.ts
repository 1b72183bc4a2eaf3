import { createCipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from "node:crypto";
import { broken, passwordMissing, passwordRefused } from "./archive-error.js";

/** Bytes of a key by the strength that the archive tells. */
const keyLengths = new Map([
  [1, 16],
  [2, 24],
  [3, 32],
]);
const iterations = 1000;
const verifierLength = 2;
const macLength = 10;
const blockLength = 16;

/**
 * The bytes of a file that is encrypted by AES, as ETS 6 has it.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING, WOT_CREDENTIALS_REFUSED
 * @see https://www.winzip.com/en/support/aes-encryption/
 */
export function decryptAes(
  packed: Uint8Array,
  strength: number,
  name: string,
  password: string | undefined,
): Uint8Array {
  const keyLength = keyLengths.get(strength);
  if (keyLength === undefined) throw broken(name, `is encrypted in a way that is not known (${strength})`);
  if (password === undefined) throw passwordMissing();
  const saltLength = keyLength / 2;
  const start = saltLength + verifierLength;
  if (packed.length < start + macLength) throw broken(name, "is cut off");
  const derived = pbkdf2Sync(
    password,
    packed.subarray(0, saltLength),
    iterations,
    2 * keyLength + verifierLength,
    "sha1",
  );
  if (!timingSafeEqual(derived.subarray(2 * keyLength), packed.subarray(saltLength, start))) throw passwordRefused();
  const body = packed.subarray(start, packed.length - macLength);
  const mac = createHmac("sha1", derived.subarray(keyLength, 2 * keyLength))
    .update(body)
    .digest();
  if (!timingSafeEqual(mac.subarray(0, macLength), packed.subarray(packed.length - macLength))) {
    throw broken(name, "is damaged");
  }
  return xor(body, keyStream(derived.subarray(0, keyLength), body.length));
}

/** Counts from 1, the lowest byte first: the other way round than in other protocols. */
function keyStream(key: Uint8Array, length: number): Uint8Array {
  const blocks = Math.ceil(length / blockLength);
  const counters = Buffer.alloc(blocks * blockLength);
  for (let block = 0; block < blocks; block++) counters.writeUInt32LE(block + 1, block * blockLength);
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  return cipher.update(counters);
}

const xor = (bytes: Uint8Array, stream: Uint8Array): Uint8Array => bytes.map((byte, index) => byte ^ stream[index]!);
