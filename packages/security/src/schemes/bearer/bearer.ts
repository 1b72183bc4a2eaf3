import type { SecuritySchemePlugin } from "@thingwright/contracts";
import type { BearerSecurityScheme } from "@thingwright/td";
import type { RealmOptions } from "../challenge.js";
import { bearerClient } from "./bearer-client.js";
import { bearerServer } from "./bearer-server.js";
import { tokenPlace } from "./token-place.js";

/** What a CredentialStore holds for the scheme `bearer`. */
export interface BearerCredentials {
  /** The token as it travels, without the word `Bearer`. */
  readonly token: string;
}

/**
 * The scheme `bearer` (TD 1.1 §5.3.3.8): a token, in the `Authorization` header (RFC 6750 §2.1) or where `in` and
 * `name` say. The token is opaque here: `alg`, `format` and `authorization` are not looked at.
 */
export function bearer(options: RealmOptions = {}): SecuritySchemePlugin {
  return {
    scheme: "bearer",
    client: (definition, credentials) => bearerClient(tokenPlace(definition as BearerSecurityScheme), credentials),
    server: (definition, name, verifier) =>
      bearerServer(tokenPlace(definition as BearerSecurityScheme), name, verifier, options),
  };
}
