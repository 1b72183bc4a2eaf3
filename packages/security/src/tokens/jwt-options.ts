import { type Clock, limitsFrom, systemClock } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { CryptoKey, JSONWebKeySet, JWK, KeyObject } from "jose";
import { authorityAddress } from "../authority/authority-address.js";
import { type AuthorityLimits, defaultAuthorityLimits } from "../authority/authority-limits.js";
import type { Fetch } from "../authority/bounded-fetch.js";
import { defaultKeySetLimits, type KeySetLimits } from "./key-set.js";

/** Key that signatures are verified with: public, or for the HMAC algorithms a secret. */
export type VerificationKey = CryptoKey | KeyObject | JWK | Uint8Array;

export interface JwtLimits extends AuthorityLimits, KeySetLimits {}

export const defaultJwtLimits: JwtLimits = Object.freeze({ ...defaultAuthorityLimits, ...defaultKeySetLimits });

export interface JwtVerifierOptions {
  /** Who must have issued the token (`iss`). */
  readonly issuer: string | readonly string[];
  /** Whom the token must be meant for (`aud`): this Thing, or any in the list. */
  readonly audience: string | readonly string[];
  /** Algorithms that a token may be signed with (RFC 8725 §3.1), for example `["ES256"]`. Never `none`. */
  readonly algorithms: readonly string[];
  /** Address of the issuer's key set, the set itself, or one key. */
  readonly keys: URL | JSONWebKeySet | VerificationKey;
  /** By how much clocks may differ. Default 30 s. */
  readonly clockToleranceSeconds?: number;
  /** Claims that must be there besides `exp`, `iss` and `aud`. */
  readonly requiredClaims?: readonly string[];
  /** Claim with the scopes, a string of words or a list. By default `scope`, else `scp`. */
  readonly scopeClaim?: string;
  /** The token's type, for example `at+jwt` (RFC 9068 §4). Any by default. */
  readonly typ?: string;
  /** Gets the key set; with a proxy, private authorities or a client certificate behind it. Default: the platform's. */
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly limits?: Partial<JwtLimits>;
}

/** The options with every default in its place. */
export interface JwtSettings {
  readonly issuer: string[];
  readonly audience: string[];
  readonly algorithms: string[];
  readonly keys: JwtVerifierOptions["keys"];
  readonly clockToleranceSeconds: number;
  readonly requiredClaims: string[];
  readonly scopeClaim: string | undefined;
  readonly typ: string | undefined;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly limits: JwtLimits;
}

/**
 * @throws {UsageError} WOT_ARGUMENT for options that would let a token pass unverified; WOT_RANGE for a limit or a tolerance
 *   out of range
 */
export function jwtSettingsOf(options: JwtVerifierOptions): JwtSettings {
  const { clockToleranceSeconds = 30, keys } = options;
  const settings = {
    issuer: names(options.issuer, "issuer"),
    audience: names(options.audience, "audience"),
    algorithms: names(options.algorithms, "algorithms"),
    keys,
    clockToleranceSeconds,
    requiredClaims: [...new Set(["exp", ...(options.requiredClaims ?? [])])],
    scopeClaim: options.scopeClaim,
    typ: options.typ,
    fetch: options.fetch ?? ((url: string, init: RequestInit) => fetch(url, init)),
    clock: options.clock ?? systemClock,
    limits: limitsFrom(defaultJwtLimits, options.limits, ["keySetMaxStaleMs", "keySetCooldownMs"]),
  };
  const complaint = keyComplaint(settings);
  if (complaint !== undefined) throw new UsageError("WOT_ARGUMENT", complaint);
  if (!(clockToleranceSeconds >= 0 && clockToleranceSeconds <= 600)) {
    throw new UsageError("WOT_RANGE", "clockToleranceSeconds is between 0 and 600");
  }
  return settings;
}

function names(value: string | readonly string[], option: string): string[] {
  const list = typeof value === "string" ? [value] : value;
  if (Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === "string" && one !== ""))
    return [...list];
  throw new UsageError("WOT_ARGUMENT", `a JWT verifier needs "${option}"`);
}

/** What is wrong with algorithms and keys together: what is public must never serve as a secret (RFC 8725 §2.1). */
function keyComplaint({ algorithms, keys }: Pick<JwtSettings, "algorithms" | "keys">): string | undefined {
  if (algorithms.some((algorithm) => algorithm.toLowerCase() === "none"))
    return "a token without signature proves nothing";
  const secret = algorithms.filter((algorithm) => algorithm.startsWith("HS")).length;
  if (secret > 0 && secret < algorithms.length) return "HMAC algorithms and others do not go together";
  if (secret > 0 && !isSecret(keys)) return "HMAC algorithms need a secret key, which no key set and no public key is";
  if (secret === 0 && isSecret(keys)) return "a secret key serves HMAC algorithms only";
  if (keys instanceof URL) {
    const address = authorityAddress(keys.href);
    return typeof address === "string" ? address : undefined;
  }
  return undefined;
}

function isSecret(keys: JwtVerifierOptions["keys"]): boolean {
  if (keys instanceof URL || "keys" in keys) return false;
  // The bytes of a PEM file are a certificate or a public key, and no secret.
  if (keys instanceof Uint8Array) return new TextDecoder("latin1").decode(keys.subarray(0, 10)) !== "-----BEGIN";
  if ("kty" in keys) return keys.kty === "oct";
  return (keys as CryptoKey | KeyObject).type === "secret";
}
