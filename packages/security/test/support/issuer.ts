import type { Clock } from "@thingwright/contracts";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

export const issuerName = "https://as.example";
export const audience = "urn:dev:lamp";

/** A key pair of an issuer under a name. */
export interface IssuerKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

export async function issuerKey(kid: string, alg = "ES256"): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg } };
}

/** What a token says beside what every good one does; `null` leaves a claim out. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token of `key` that is good for a minute, but for `claims` and `header`. */
export async function tokenOf(
  key: IssuerKey,
  clock: Clock,
  claims: Claims = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const now = Math.floor(clock.now() / 1_000);
  const all = { iss: issuerName, aud: audience, sub: "ada", iat: now, exp: now + 60, ...claims };
  const payload = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  return new SignJWT(payload).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey);
}
