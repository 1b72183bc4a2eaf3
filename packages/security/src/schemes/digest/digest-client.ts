import { andThen, type ClientAuthenticator, type Credentials, type MaybePromise } from "@thingwright/contracts";
import type { DigestSecurityScheme } from "@thingwright/td";
import type { CredentialSlot } from "../../credentials/credential-slot.js";
import { textCredential } from "../../credentials/read-credential.js";
import { parseChallenges } from "../auth-params.js";
import type { OriginMemory } from "../origin-memory.js";
import { DigestSession, strongestChallenge } from "./digest-session.js";

export interface DigestClientParts {
  readonly sessions: OriginMemory<DigestSession>;
  credentials(): MaybePromise<Credentials>;
  random(length: number): Uint8Array;
}

/** Answers challenges, and afterwards authenticates each request to the same origin at once. */
export function digestClient(
  definition: DigestSecurityScheme,
  slot: CredentialSlot,
  { sessions, credentials, random }: DigestClientParts,
): ClientAuthenticator {
  return {
    carriers: [slot.carrier],
    authenticate: (target) =>
      andThen(credentials(), (found) => {
        const user = { username: textCredential(found, "username"), password: textCredential(found, "password") };
        const session = sessions.get(definition, target);
        return session === undefined ? {} : slot.put(session.authorization(user, target));
      }),
    /** A new nonce is worth one more try, whether the server says that the one before was stale or has forgotten it. */
    challenged(challenges, target) {
      const challenge = strongestChallenge(parseChallenges(challenges), definition.qop);
      if (challenge === undefined) return false;
      if (sessions.get(definition, target)?.nonce === challenge.params.get("nonce")) return false;
      sessions.set(definition, target, new DigestSession(challenge, hex(random(16))));
      return true;
    },
  };
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
