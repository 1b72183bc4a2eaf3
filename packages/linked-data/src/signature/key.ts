import { UsageError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import type { CryptoKey, JSONWebKeySet, JWK } from "jose";

/** A key as JWK (RFC 7517), as PEM (PKCS#8, SPKI or X.509), or as the platform's own. */
export type SigningKey = JWK | string | CryptoKey;

/** What a signature is held against; of a JWK Set the key whose `kid` and type fit. */
export type VerificationKey = SigningKey | JSONWebKeySet;

/** Algorithm of a JWK whose type leaves no choice; RSA keys have to say theirs. */
const algorithmsByCurve = new Map([
  ["P-256", "ES256"],
  ["P-384", "ES384"],
  ["P-521", "ES512"],
  ["Ed25519", "EdDSA"],
]);

/** Members of a JWK that are public; a private key verifies as its public half. */
const publicMembers = ["kty", "crv", "x", "y", "n", "e", "kid", "alg"] as const;

/** The algorithm that a key says itself, by `alg` or by its curve. */
export function algorithmOf(key: SigningKey): string | undefined {
  if (!isJwk(key)) return undefined;
  return key.alg ?? algorithmsByCurve.get(key.crv ?? "");
}

export const keyIdOf = (key: SigningKey): string | undefined => (isJwk(key) ? key.kid : undefined);

/** @throws {UsageError} WOT_ARGUMENT for what is no private key of that algorithm; says nothing of the key */
export async function privateKey(key: SigningKey, algorithm: string): Promise<CryptoKey> {
  const { importJWK, importPKCS8 } = await import("jose");
  return imported("private", algorithm, async () => {
    if (typeof key === "string") return importPKCS8(key, algorithm);
    return isJwk(key) ? ((await importJWK(key, algorithm)) as CryptoKey) : key;
  });
}

/** @throws {UsageError} WOT_ARGUMENT for what is no public key of that algorithm; says nothing of the key */
export async function publicKey(key: SigningKey, algorithm: string): Promise<CryptoKey> {
  const { importJWK, importSPKI, importX509 } = await import("jose");
  return imported("public", algorithm, async () => {
    if (typeof key !== "string") return isJwk(key) ? ((await importJWK(publicHalf(key), algorithm)) as CryptoKey) : key;
    return key.includes("BEGIN CERTIFICATE") ? importX509(key, algorithm) : importSPKI(key, algorithm);
  });
}

export const isKeySet = (key: VerificationKey): key is JSONWebKeySet =>
  isRecord(key) && "keys" in key && Array.isArray(key.keys);

const isJwk = (key: SigningKey): key is JWK => isRecord(key) && typeof key.kty === "string";

const publicHalf = (key: JWK): JWK =>
  Object.fromEntries(publicMembers.filter((name) => key[name] !== undefined).map((name) => [name, key[name]])) as JWK;

/** Without the cause, which might quote what was given. */
async function imported(half: string, algorithm: string, action: () => Promise<CryptoKey>): Promise<CryptoKey> {
  const key = await action().catch(() => undefined);
  if (key !== undefined && key.type === half) return key;
  throw new UsageError("WOT_ARGUMENT", `the key is no ${half} key for ${algorithm}`);
}
