import type { Credentials, CredentialVerifier, KeptPassword, Principal } from "@thingwright/contracts";
import { equalSecrets, type Secret } from "./equal-secrets.js";

/** Credentials that are good, and who they prove. */
export interface KnownCredentials {
  /**
   * What a peer presents: `username` and `password`, `token`, `apiKey`. For digest alone `username`, `ha1` and
   * `algorithm` do, which spare the password ({@link KeptPassword}).
   */
  readonly credentials: Credentials;
  readonly principal: Principal;
}

/**
 * A verifier that knows all good credentials, by the name of the security definition. It looks at every entry whatever
 * the outcome, so that its time does not tell which one came close.
 */
export function staticVerifier(entries: Readonly<Record<string, readonly KnownCredentials[]>>): CredentialVerifier {
  const byDefinition = new Map(Object.entries(entries));
  return {
    verify(definition, presented) {
      let proven: Principal | undefined;
      for (const { credentials, principal } of byDefinition.get(definition) ?? []) {
        if (matches(presented, credentials)) proven ??= principal;
      }
      return proven;
    },
    verifyProof(definition, username, proves) {
      const known = (byDefinition.get(definition) ?? []).filter(({ credentials }) => isOf(username, credentials));
      if (known.length === 0) proves(nobodysPassword);
      return known.find(({ credentials }) => proves(credentials as KeptPassword))?.principal;
    },
  };
}

/** What the proof of an unknown user is held against, so that it takes as long. */
const nobodysPassword: KeptPassword = { password: "" };

const isOf = (username: string, { username: expected, password, ha1 }: Credentials): boolean =>
  isSecret(expected) && equalSecrets(username, expected) && (typeof password === "string" || typeof ha1 === "string");

/** Whether every member that is expected is presented; an entry without a secret matches nothing. */
function matches(presented: Credentials, expected: Credentials): boolean {
  const names = Object.keys(expected);
  let equal = names.length > 0;
  for (const name of names) {
    const value = Object.hasOwn(presented, name) ? presented[name] : undefined;
    const same = isSecret(value) && isSecret(expected[name]) && equalSecrets(value, expected[name]);
    equal = same && equal;
  }
  return equal;
}

const isSecret = (value: unknown): value is Secret => typeof value === "string" || value instanceof Uint8Array;
