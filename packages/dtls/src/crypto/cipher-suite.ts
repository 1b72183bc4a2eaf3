import type { CipherCCMTypes, CipherGCMTypes } from "node:crypto";

/** How both sides come to a secret, and prove who they are. */
export type KeyExchange = "psk" | "ecdhe_psk" | "ecdhe_ecdsa";

/** One cipher suite; all have the PRF with SHA-256, 16-byte keys and 4-byte salts. */
export interface CipherSuite {
  readonly name: string;
  readonly id: number;
  readonly keyExchange: KeyExchange;
  readonly cipher: CipherCCMTypes | CipherGCMTypes;
  readonly tagBytes: number;
}

const suite = (
  name: string,
  id: number,
  keyExchange: KeyExchange,
  cipher: CipherSuite["cipher"],
  tagBytes: number,
): CipherSuite => Object.freeze({ name, id, keyExchange, cipher, tagBytes });

/**
 * Every suite spoken here, in order of preference. Those with `CCM_8` are mandatory for CoAP (RFC 7252 §9.1.3).
 *
 * @see RFC 6655, RFC 7251, RFC 5487, RFC 5289, RFC 8442
 */
export const cipherSuites: readonly CipherSuite[] = Object.freeze([
  suite("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", 0xc0ae, "ecdhe_ecdsa", "aes-128-ccm", 8),
  suite("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 0xc02b, "ecdhe_ecdsa", "aes-128-gcm", 16),
  suite("TLS_ECDHE_ECDSA_WITH_AES_128_CCM", 0xc0ac, "ecdhe_ecdsa", "aes-128-ccm", 16),
  suite("TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256", 0xd003, "ecdhe_psk", "aes-128-ccm", 8),
  suite("TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256", 0xd001, "ecdhe_psk", "aes-128-gcm", 16),
  suite("TLS_PSK_WITH_AES_128_CCM_8", 0xc0a8, "psk", "aes-128-ccm", 8),
  suite("TLS_PSK_WITH_AES_128_GCM_SHA256", 0x00a8, "psk", "aes-128-gcm", 16),
  suite("TLS_PSK_WITH_AES_128_CCM", 0xc0a4, "psk", "aes-128-ccm", 16),
]);

export const KEY_BYTES = 16;
export const SALT_BYTES = 4;
export const EXPLICIT_NONCE_BYTES = 8;
