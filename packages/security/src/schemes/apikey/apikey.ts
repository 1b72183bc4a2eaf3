import { andThen, type SecuritySchemePlugin } from "@thingwright/contracts";
import type { APIKeySecurityScheme } from "@thingwright/td";
import { type CredentialSlot, credentialSlot } from "../../credentials/credential-slot.js";
import { textCredential } from "../../credentials/read-credential.js";
import type { RealmOptions } from "../challenge.js";
import { apikeyServer } from "./apikey-server.js";

/** What a CredentialStore holds for the scheme `apikey`. */
export interface ApiKeyCredentials {
  readonly apiKey: string;
}

/**
 * The scheme `apikey` (TD 1.1 §5.3.3.7): an opaque key in a header, the query (default), a cookie, a variable of the
 * URI Template or a member of the body, under `name`. Only in a header may the name be missing: `Authorization`.
 */
export function apikey(options: RealmOptions = {}): SecuritySchemePlugin {
  return {
    scheme: "apikey",
    client(definition, credentials) {
      const slot = slotOf(definition as APIKeySecurityScheme);
      return {
        carriers: [slot.carrier],
        authenticate: () => andThen(credentials(), (found) => slot.put(textCredential(found, "apiKey"))),
      };
    },
    server: (definition, name, verifier) =>
      apikeyServer(slotOf(definition as APIKeySecurityScheme), name, verifier, options),
  };
}

function slotOf({ in: location = "query", name }: APIKeySecurityScheme): CredentialSlot {
  return credentialSlot({ in: location, name: name ?? (location === "header" ? "authorization" : undefined) });
}
