import { andThen, type SecuritySchemePlugin } from "@thingwright/contracts";
import type { APIKeySecurityScheme } from "@thingwright/td";
import { connectionUser, mayBePassword } from "../../credentials/connection-user.js";
import { type CredentialSlot, credentialSlot } from "../../credentials/credential-slot.js";
import { textCredential } from "../../credentials/read-credential.js";
import type { RealmOptions } from "../challenge.js";
import { apikeyServer } from "./apikey-server.js";

/** What a CredentialStore holds for the scheme `apikey`. */
export interface ApiKeyCredentials {
  readonly apiKey: string;
  /** Name beside it where it is the password of a connection (MQTT). Default `apikey`. */
  readonly username?: string;
}

/**
 * The scheme `apikey` (TD 1.1 §5.3.3.7): an opaque key in a header, the query (default), a cookie, a variable of the
 * URI Template or a member of the body, under `name`. Only in a header may the name be missing: `Authorization`; and with
 * `auto`, which then means a protocol whose connections have a user.
 *
 * Over a protocol without headers, query and cookies (MQTT) the key is the password of the connection.
 */
export function apikey(options: RealmOptions = {}): SecuritySchemePlugin {
  return {
    scheme: "apikey",
    client(definition, credentials) {
      const { in: location = "query", name } = definition as APIKeySecurityScheme;
      const slot = location === "auto" && name === undefined ? undefined : slotOf(definition as APIKeySecurityScheme);
      const isPassword = mayBePassword(location);
      return {
        carriers: [...(slot === undefined ? [] : [slot.carrier]), ...(isPassword ? (["user"] as const) : [])],
        authenticate: () =>
          andThen(credentials(), (found) => {
            const key = textCredential(found, "apiKey");
            return { ...slot?.put(key), ...(isPassword ? connectionUser(found, "apikey", key) : {}) };
          }),
      };
    },
    server: (definition, name, verifier) =>
      apikeyServer(slotOf(definition as APIKeySecurityScheme), name, verifier, options),
  };
}

function slotOf({ in: location = "query", name }: APIKeySecurityScheme): CredentialSlot {
  return credentialSlot({ in: location, name: name ?? (location === "header" ? "authorization" : undefined) });
}
