import {
  type AuthenticationTarget,
  andThen,
  type CredentialVerifier,
  type KeptPassword,
  type MaybePromise,
  type PresentedCredentials,
  type Principal,
  type ServerAuthenticator,
} from "@thingwright/contracts";
import { CredentialsError, UnsupportedError } from "@thingwright/errors";
import type { DigestSecurityScheme } from "@thingwright/td";
import type { CredentialSlot } from "../../credentials/credential-slot.js";
import { equalSecrets } from "../../credentials/equal-secrets.js";
import { isPrincipal } from "../ask-verifier.js";
import { quotedRealm } from "../challenge.js";
import { credentialsOfScheme } from "../credentials-of-scheme.js";
import type { DigestFunction } from "./digest-algorithm.js";
import { type DigestProof, readDigestProof } from "./digest-proof.js";
import { digestResponse, passwordDigest, requestUri } from "./digest-response.js";
import type { Nonces } from "./nonces.js";

export interface DigestServerParts {
  readonly definition: string;
  readonly verifier: CredentialVerifier;
  /** Offered, the preferred one first. */
  readonly functions: readonly DigestFunction[];
  readonly nonces: Nonces;
  readonly realm: string;
}

/**
 * Has the verifier look at proofs.
 *
 * @throws {UnsupportedError} WOT_NO_FORM when the verifier knows no passwords
 */
export function digestServer(
  { qop = "auth" }: DigestSecurityScheme,
  slot: CredentialSlot,
  { definition, verifier, functions, nonces, realm }: DigestServerParts,
): ServerAuthenticator {
  if (verifier.verifyProof === undefined) {
    throw new UnsupportedError("WOT_NO_FORM", "the verifier has no verifyProof, which digest needs");
  }
  const terms = `realm=${quotedRealm({ realm })}, qop="${qop}", charset="UTF-8"`;
  const challenge = (stale: boolean): CredentialsError => {
    const nonce = nonces.issue();
    const challenges = functions.map(
      ({ algorithm }) => `Digest ${terms}, algorithm=${algorithm}, nonce="${nonce}"${stale ? ", stale=true" : ""}`,
    );
    return new CredentialsError("WOT_CREDENTIALS_MISSING", "valid credentials are required", { challenges });
  };

  function verify(presented: PresentedCredentials): MaybePromise<Principal | CredentialsError> {
    const proof = proofIn(slot, presented);
    const { target, message } = presented;
    if (proof === undefined || target === undefined || !isFor(proof, target)) return challenge(false);
    if (!nonces.isFresh(proof, message)) return challenge(true);
    const proves = (kept: KeptPassword): boolean => {
      const ha1 = ha1Of(kept, proof, realm);
      return (
        ha1 !== undefined && equalSecrets(proof.response, digestResponse(proof.function, ha1, { ...proof, target }))
      );
    };
    return andThen(verifier.verifyProof!(definition, proof.username, proves, presented), (principal: unknown) => {
      if (!isPrincipal(principal)) return challenge(false);
      // A second request with the same count may have been proven while the verifier took its time.
      if (!nonces.isFresh(proof, message)) return challenge(true);
      nonces.use(proof, message);
      return principal;
    });
  }

  const isFor = (proof: DigestProof, { uri }: AuthenticationTarget): boolean =>
    proof.realm === realm &&
    proof.qop === qop &&
    functions.includes(proof.function) &&
    requestUri(proof.uri) === requestUri(uri);

  return { verify };
}

function proofIn(slot: CredentialSlot, presented: PresentedCredentials): DigestProof | undefined {
  const header = slot.take(presented);
  const text = header === undefined ? undefined : credentialsOfScheme("digest", header);
  return text === undefined ? undefined : readDigestProof(text);
}

function ha1Of(kept: KeptPassword, proof: DigestProof, realm: string): string | undefined {
  if ("password" in kept) return passwordDigest(proof.function, proof.username, realm, kept.password);
  return kept.algorithm === proof.function.hash ? kept.ha1.toLowerCase() : undefined;
}
