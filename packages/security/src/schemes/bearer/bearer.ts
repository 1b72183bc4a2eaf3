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
  /** Name beside it where it is the password of a connection (MQTT). Default `bearer`. */
  readonly username?: string;
}

/**
 * The scheme `bearer` (TD 1.1 §5.3.3.8): a token, in the `Authorization` header (RFC 6750 §2.1) or where `in` and
 * `name` say. Where the definition has a `format` that this package knows, a token of another form, or made with another
 * `alg`, is neither sent nor taken. What a token says, a verifier decides: `jwtVerifier`, `introspectionVerifier`,
 * `staticVerifier`. `authorization` is for a person: tokens come from the store.
 */
export function bearer(options: RealmOptions = {}): SecuritySchemePlugin {
  return {
    scheme: "bearer",
    client(definition, credentials) {
      const terms = definition as BearerSecurityScheme;
      return bearerClient(tokenPlace(terms), terms, credentials);
    },
    server(definition, name, verifier) {
      const terms = definition as BearerSecurityScheme;
      return bearerServer(tokenPlace(terms), terms, name, verifier, options);
    },
  };
}
