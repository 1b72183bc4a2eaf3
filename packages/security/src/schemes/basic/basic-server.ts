import type { CredentialVerifier, PresentedCredentials, ServerAuthenticator } from "@thingwright/contracts";
import type { CredentialSlot } from "../../credentials/credential-slot.js";
import { askVerifier } from "../ask-verifier.js";
import { quotedRealm, type RealmOptions, unauthenticated } from "../challenge.js";
import { credentialsOfScheme } from "../credentials-of-scheme.js";
import type { BasicCredentials } from "./basic-credentials.js";
import { readUserPass } from "./user-pass.js";

/** Has the verifier look at `BasicCredentials`, from the header or else from the user of the connection. */
export function basicServer(
  slot: CredentialSlot,
  definition: string,
  verifier: CredentialVerifier,
  options: RealmOptions,
): ServerAuthenticator {
  const challenge = `Basic realm=${quotedRealm(options)}, charset="UTF-8"`;
  return {
    verify(presented) {
      const credentials = credentialsIn(slot, presented);
      if (credentials === undefined) return unauthenticated(challenge);
      return askVerifier(verifier, definition, { ...credentials }, presented, challenge);
    },
  };
}

function credentialsIn(slot: CredentialSlot, presented: PresentedCredentials): BasicCredentials | undefined {
  const header = slot.take(presented);
  if (header === undefined) {
    return presented.user && { username: presented.user.name, password: presented.user.password };
  }
  const userPass = credentialsOfScheme("basic", header);
  return userPass === undefined ? undefined : readUserPass(userPass);
}
