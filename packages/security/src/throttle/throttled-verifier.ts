import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import {
  andThen,
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
 * `verifier`, which is not asked by a peer that has guessed wrong too often, or guesses too much at once. Peers that a
 * binding cannot tell apart are not slowed down: one of them could lock out all.
 *
 * Its verbs throw RequestError WOT_TOO_MANY, which says when to come back.
 */
export function throttledVerifier(verifier: CredentialVerifier, throttle: Throttle): CredentialVerifier {
  const { verifyProof } = verifier;
  return {
    verify(definition, credentials, presented) {
      return attempt(throttle, credentials, presented, () => verifier.verify(definition, credentials, presented));
    },
    ...(verifyProof !== undefined && {
      verifyProof(definition, username, proves, presented) {
        const verify = () => verifyProof.call(verifier, definition, username, proves, presented);
        return attempt(throttle, { username }, presented, verify);
      },
    }),
  };
}

function attempt<T>(
  throttle: Throttle,
  credentials: Credentials,
  presented: PresentedCredentials | undefined,
  verify: () => MaybePromise<T>,
): MaybePromise<T> {
  if (presented?.peer === undefined) return verify();
  const peer = peerNetwork(presented.peer);
  // The name is made only when it counts: it costs as much as a small request.
  const name = throttle.isIdle ? undefined : nameIn(credentials);
  const waitMs = name === undefined ? 0 : throttle.waitMs(peer, name);
  if (waitMs > 0) throw tooMany(waitMs);
  const outcome = andThen(verify(), (judged) => {
    if (!isPrincipal(judged)) throttle.failed(peer, name ?? nameIn(credentials));
    else if (name !== undefined) throttle.succeeded(peer, name);
    return judged;
  });
  // A token or a key is a name of its own: the same one many times at once is one guess.
  if (isPromise(outcome) && typeof credentials.username === "string")
    throttle.began(peer, nameIn(credentials), outcome);
  return outcome;
}

/** Tokens and keys name nobody: each stands for itself, by a digest, so that nothing here holds a secret. */
function nameIn({ username, token, apiKey }: Credentials): string {
  if (typeof username === "string") return `user ${username}`;
  const secret = token ?? apiKey;
  return typeof secret === "string" ? `secret ${bytesToHex(sha256(utf8ToBytes(secret)))}` : "";
}

const tooMany = (retryAfterMs: number): RequestError =>
  new RequestError("WOT_TOO_MANY", "too many wrong credentials, or too many at once, came from this address", {
    retryAfterMs,
  });
