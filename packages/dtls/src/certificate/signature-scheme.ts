import { type KeyObject, sign, verify } from "node:crypto";
import { HandshakeFault } from "../alert/alert.js";
import type { Signature } from "../handshake/key-exchange.js";

/** ECDSA with its hash, by the number of RFC 5246 §7.4.1.4.1. The first is the one that RFC 7252 §9.1.3.2 asks for. */
const hashes: ReadonlyMap<number, string> = new Map([
  [0x0403, "sha256"],
  [0x0503, "sha384"],
  [0x0603, "sha512"],
]);

export const ECDSA_SHA256 = 0x0403;

/** Schemes that are taken in handshakes, and those that a chain's certificates may have beside them (RSA with SHA-2). */
export const signatureSchemes: readonly number[] = [...hashes.keys(), 0x0401, 0x0501, 0x0601];

/** Signs with ECDSA and SHA-256. */
export const signed = (content: Uint8Array, key: KeyObject): Signature => ({
  scheme: ECDSA_SHA256,
  bytes: sign("sha256", content, key),
});

/** @throws {HandshakeFault} decrypt_error, illegal_parameter */
export function checkSignature({ scheme, bytes }: Signature, content: Uint8Array, key: KeyObject): void {
  const hash = hashes.get(scheme);
  if (hash === undefined || key.asymmetricKeyType !== "ec") {
    throw new HandshakeFault("illegal_parameter", "the peer signs in a way that was not offered");
  }
  if (!verify(hash, content, key, bytes)) {
    throw new HandshakeFault("decrypt_error", "the peer's signature does not hold", "RFC 5246 §7.4.8");
  }
}
