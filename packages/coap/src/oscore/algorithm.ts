import { createCipheriv, createDecipheriv } from "node:crypto";
import { UsageError } from "@thingwright/errors";

/** An AEAD algorithm of COSE and how Node.js names it. Lengths are in bytes. */
export interface AeadAlgorithm {
  /** Its number in the COSE registry; part of the key derivation and of the additional data. */
  readonly id: number;
  readonly cipher: "aes-128-ccm" | "aes-256-ccm" | "aes-128-gcm" | "aes-192-gcm" | "aes-256-gcm" | "chacha20-poly1305";
  readonly keyBytes: number;
  readonly nonceBytes: number;
  readonly tagBytes: number;
}

/** The AEAD algorithms by their COSE names (RFC 9053 §4). `AES-CCM-16-64-128` is the one that everyone must have. */
export const aeadAlgorithms = {
  "AES-CCM-16-64-128": { id: 10, cipher: "aes-128-ccm", keyBytes: 16, nonceBytes: 13, tagBytes: 8 },
  "AES-CCM-16-64-256": { id: 11, cipher: "aes-256-ccm", keyBytes: 32, nonceBytes: 13, tagBytes: 8 },
  "AES-CCM-64-64-128": { id: 12, cipher: "aes-128-ccm", keyBytes: 16, nonceBytes: 7, tagBytes: 8 },
  "AES-CCM-64-64-256": { id: 13, cipher: "aes-256-ccm", keyBytes: 32, nonceBytes: 7, tagBytes: 8 },
  "AES-CCM-16-128-128": { id: 30, cipher: "aes-128-ccm", keyBytes: 16, nonceBytes: 13, tagBytes: 16 },
  "AES-CCM-16-128-256": { id: 31, cipher: "aes-256-ccm", keyBytes: 32, nonceBytes: 13, tagBytes: 16 },
  "AES-CCM-64-128-128": { id: 32, cipher: "aes-128-ccm", keyBytes: 16, nonceBytes: 7, tagBytes: 16 },
  "AES-CCM-64-128-256": { id: 33, cipher: "aes-256-ccm", keyBytes: 32, nonceBytes: 7, tagBytes: 16 },
  A128GCM: { id: 1, cipher: "aes-128-gcm", keyBytes: 16, nonceBytes: 12, tagBytes: 16 },
  A192GCM: { id: 2, cipher: "aes-192-gcm", keyBytes: 24, nonceBytes: 12, tagBytes: 16 },
  A256GCM: { id: 3, cipher: "aes-256-gcm", keyBytes: 32, nonceBytes: 12, tagBytes: 16 },
  "ChaCha20/Poly1305": { id: 24, cipher: "chacha20-poly1305", keyBytes: 32, nonceBytes: 12, tagBytes: 16 },
} as const satisfies Record<string, AeadAlgorithm>;

export type AeadName = keyof typeof aeadAlgorithms;

/**
 * The algorithm of a name.
 *
 * @throws {UsageError} WOT_ARGUMENT
 */
export function aeadAlgorithm(name: AeadName): AeadAlgorithm {
  if (Object.hasOwn(aeadAlgorithms, name)) return aeadAlgorithms[name];
  throw new UsageError("WOT_ARGUMENT", `there is no AEAD algorithm "${name}"`);
}

/** Encrypts, and appends the tag. */
export function seal(
  algorithm: AeadAlgorithm,
  key: Uint8Array,
  nonce: Uint8Array,
  additional: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array {
  const options = { authTagLength: algorithm.tagBytes };
  const cipher = createCipheriv(algorithm.cipher as "aes-128-ccm", key, nonce, options);
  cipher.setAAD(additional, { plaintextLength: plaintext.length });
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts what `seal` made; `undefined` when it is not what this key, nonce and additional data sealed. */
export function unseal(
  algorithm: AeadAlgorithm,
  key: Uint8Array,
  nonce: Uint8Array,
  additional: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  const length = sealed.length - algorithm.tagBytes;
  if (length < 1) return undefined;
  try {
    const options = { authTagLength: algorithm.tagBytes };
    const decipher = createDecipheriv(algorithm.cipher as "aes-128-ccm", key, nonce, options);
    decipher.setAuthTag(sealed.subarray(length));
    decipher.setAAD(additional, { plaintextLength: length });
    return Buffer.concat([decipher.update(sealed.subarray(0, length)), decipher.final()]);
  } catch {
    return undefined;
  }
}
