import { andThen, type ClientAuthenticator, type Credentials, type MaybePromise } from "@thingwright/contracts";
import type { CredentialSlot } from "../../credentials/credential-slot.js";
import { textCredential, unusableCredentials } from "../../credentials/read-credential.js";
import { writeUserPass } from "./user-pass.js";

/** Sends a name and a password; either of its carriers does. */
export function basicClient(slot: CredentialSlot, credentials: () => MaybePromise<Credentials>): ClientAuthenticator {
  return {
    carriers: [slot.carrier, "user"],
    authenticate: () =>
      andThen(credentials(), (found) => {
        const name = textCredential(found, "username");
        const password = textCredential(found, "password");
        if (name.includes(":")) throw unusableCredentials('a "username" must not contain a colon (RFC 7617 §2)');
        return { ...slot.put(`Basic ${writeUserPass(name, password)}`), user: { name, password } };
      }),
  };
}
