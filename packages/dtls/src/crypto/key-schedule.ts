import { createHash } from "node:crypto";
import { vector16 } from "../wire/writer.js";
import { KEY_BYTES, SALT_BYTES } from "./cipher-suite.js";
import { prf } from "./prf.js";

/** The randoms of both hellos. */
export interface Randoms {
  readonly client: Buffer;
  readonly server: Buffer;
}

/** Key and salt of one direction. */
export interface WriteKeys {
  readonly key: Buffer;
  readonly salt: Buffer;
}

export const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * The premaster secret of a pre-shared key; `shared` is that of the Diffie-Hellman exchange, where there is one.
 *
 * @see RFC 4279 §2, RFC 5489 §2
 */
export const pskPremaster = (key: Uint8Array, shared: Uint8Array = Buffer.alloc(key.length)): Buffer =>
  Buffer.concat([vector16(shared), vector16(key)]);

/** @see RFC 5246 §8.1 */
export const masterSecret = (premaster: Uint8Array, { client, server }: Randoms): Buffer =>
  prf(premaster, "master secret", Buffer.concat([client, server]), 48);

/** @see RFC 7627 §4 */
export const extendedMasterSecret = (premaster: Uint8Array, sessionHash: Uint8Array): Buffer =>
  prf(premaster, "extended master secret", sessionHash, 48);

/** Keys of both directions (RFC 5246 §6.3). */
export function writeKeys(master: Uint8Array, { client, server }: Randoms): { client: WriteKeys; server: WriteKeys } {
  const block = prf(master, "key expansion", Buffer.concat([server, client]), 2 * (KEY_BYTES + SALT_BYTES));
  const salts = 2 * KEY_BYTES;
  return {
    client: { key: block.subarray(0, KEY_BYTES), salt: block.subarray(salts, salts + SALT_BYTES) },
    server: { key: block.subarray(KEY_BYTES, salts), salt: block.subarray(salts + SALT_BYTES) },
  };
}

/** `verify_data` of a Finished message (RFC 5246 §7.4.9). */
export const verifyData = (master: Uint8Array, sender: "client" | "server", transcriptHash: Uint8Array): Buffer =>
  prf(master, `${sender} finished`, transcriptHash, 12);
