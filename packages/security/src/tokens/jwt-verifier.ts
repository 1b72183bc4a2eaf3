import type { Credentials, CredentialsRefusal, CredentialVerifier, Principal } from "@thingwright/contracts";
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";
import { grantedScopes } from "./granted-scopes.js";
import { type JwtSettings, type JwtVerifierOptions, jwtSettingsOf } from "./jwt-options.js";
import { publicKeys, RemoteKeySet } from "./key-set.js";
import { tokenSubject } from "./token-subject.js";

type Key = Parameters<typeof jwtVerify>[1];

/**
 * A verifier of JSON Web Tokens for `bearer` and `oauth2` (RFC 7519, RFC 9068): signature by an algorithm of the list,
 * `exp`, `nbf`, `iss` and `aud`. The principal is named by `sub`, or else `client_id`.
 *
 * @throws {UsageError} WOT_ARGUMENT or WOT_RANGE for unusable options
 */
export function jwtVerifier(options: JwtVerifierOptions): CredentialVerifier {
  const settings = jwtSettingsOf(options);
  const key = keyOf(settings);
  return {
    async verify(_definition, { token }: Credentials) {
      if (typeof token !== "string") return undefined;
      try {
        return principalOf(await payloadOf(token, key, verifyOptions(settings)), settings);
      } catch (error) {
        if (error instanceof errors.JOSEError) return refusalOf(error);
        // What a key is of no use for, the peer has chosen by naming it.
        if (error instanceof TypeError) return { refused: "the token is malformed" };
        throw error;
      }
    },
  };
}

function keyOf({ keys, fetch, clock, limits }: JwtSettings): Key {
  if (keys instanceof URL) return new RemoteKeySet(keys, { fetch, clock, limits }, limits).keyFor;
  return "keys" in keys ? publicKeys(keys as Parameters<typeof publicKeys>[0], limits.maxKeys) : keys;
}

const verifyOptions = (settings: JwtSettings): JWTVerifyOptions => ({
  algorithms: settings.algorithms,
  issuer: settings.issuer,
  audience: settings.audience,
  requiredClaims: settings.requiredClaims,
  clockTolerance: settings.clockToleranceSeconds,
  currentDate: new Date(settings.clock.now()),
  ...(settings.typ === undefined ? {} : { typ: settings.typ }),
});

/** A token that names no key is tried with each that fits; their number is bounded. */
async function payloadOf(token: string, key: Key, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, key, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const candidate of error) {
      try {
        return (await jwtVerify(token, candidate, options)).payload;
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function principalOf(payload: JWTPayload, { scopeClaim }: JwtSettings): Principal | CredentialsRefusal {
  const name = tokenSubject(payload);
  return name === undefined
    ? { refused: "the token names nobody" }
    : { name, scopes: grantedScopes(payload, scopeClaim) };
}

/** Says more only about a token whose signature is good: nobody learns anything by guessing. */
function refusalOf(error: errors.JOSEError): CredentialsRefusal {
  if (error instanceof errors.JWTExpired) return { refused: "the token has expired" };
  if (!(error instanceof errors.JWTClaimValidationFailed))
    return { refused: "the token is malformed or its signature is not good" };
  return { refused: reasons.get(error.claim) ?? "a claim of the token is missing or not good" };
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["nbf", "the token is not valid yet"],
  ["aud", "the token is meant for somebody else"],
  ["iss", "the token comes from another issuer"],
  ["typ", "the token is of another type"],
]);
