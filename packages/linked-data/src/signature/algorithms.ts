import { UsageError } from "@thingwright/errors";

/**
 * Signature algorithms that can be used (RFC 7518 §3.1, RFC 8037, RFC 9864). Shared secrets (HS256 and its like) are not
 * among them: whoever could verify could sign.
 */
export const signatureAlgorithms = [
  "ES256",
  "ES384",
  "ES512",
  "Ed25519",
  "EdDSA",
  "PS256",
  "PS384",
  "PS512",
  "RS256",
  "RS384",
  "RS512",
] as const;

export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/** Allowed unless the caller says otherwise: all but RSASSA-PKCS1-v1_5. */
export const defaultAlgorithms: readonly SignatureAlgorithm[] = signatureAlgorithms.filter(
  (algorithm) => !algorithm.startsWith("RS"),
);

/** @throws {UsageError} WOT_ARGUMENT */
export function assertSupported(algorithms: readonly string[]): asserts algorithms is readonly SignatureAlgorithm[] {
  const supported: readonly string[] = signatureAlgorithms;
  const other = algorithms.find((algorithm) => !supported.includes(algorithm));
  if (other !== undefined)
    throw new UsageError("WOT_ARGUMENT", `${JSON.stringify(other)} is no algorithm to sign with`);
}
