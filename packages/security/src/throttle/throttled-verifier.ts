import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import {
  type Credentials,
  type CredentialVerifier,
  isPromise,
  type MaybePromise,
  type PresentedCredentials,
} from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { isPrincipal } from "../schemes/ask-verifier.js";
import { peerNetwork } from "./peer-network.js";
import type { Throttle } from "./throttle.js";

/**
 * `verifier`, which is not asked by a peer that has guessed wrong too often. Peers that a binding cannot tell apart are
 * not slowed down: one of them could lock out all.
 *
 * Its verbs throw RequestError WOT_TOO_MANY, which says when to come back.
 */
export function throttledVerifier(verifier: CredentialVerifier, throttle: Throttle): CredentialVerifier {
  /** @param nameOf - asked only when the name counts: it costs as much as a small request */
  function attempt<T>(
    nameOf: () => string,
    presented: PresentedCredentials | undefined,
    verify: () => MaybePromise<T>,
  ): MaybePromise<T> {
    if (presented?.peer === undefined) return verify();
    const peer = peerNetwork(presented.peer);
    let known: string | undefined;
    const name = (): string => {
      known ??= nameOf();
      return known;
    };
    const requireFree = (): void => {
      const waitMs = throttle.isIdle ? 0 : throttle.waitMs(peer, name());
      if (waitMs > 0) throw tooMany(waitMs);
    };
    const count = (outcome: T): T => {
      if (!isPrincipal(outcome)) throttle.failed(peer, name());
      else if (!throttle.isIdle) throttle.succeeded(peer, name());
      return outcome;
    };
    requireFree();
    const outcome = verify();
    if (!isPromise(outcome)) return count(outcome);
    // Others may have guessed wrong meanwhile: whoever tries many at the same time learns no more than one after the other.
    return outcome.then((late) => {
      requireFree();
      return count(late);
    });
  }

  const { verifyProof } = verifier;
  return {
    verify(definition, credentials, presented) {
      const verify = () => verifier.verify(definition, credentials, presented);
      return attempt(() => nameIn(credentials), presented, verify);
    },
    ...(verifyProof !== undefined && {
      verifyProof(definition, username, proves, presented) {
        const verify = () => verifyProof.call(verifier, definition, username, proves, presented);
        return attempt(() => nameIn({ username }), presented, verify);
      },
    }),
  };
}

/** Tokens and keys name nobody: each stands for itself, by a digest, so that nothing here holds a secret. */
function nameIn({ username, token, apiKey }: Credentials): string {
  if (typeof username === "string") return `user ${username}`;
  const secret = token ?? apiKey;
  return typeof secret === "string" ? `secret ${bytesToHex(sha256(utf8ToBytes(secret)))}` : "";
}

const tooMany = (retryAfterMs: number): RequestError =>
  new RequestError("WOT_TOO_MANY", "too many wrong credentials came from this address", { retryAfterMs });
