import type { SecuritySchemePlugin } from "@thingwright/contracts";
import type { OAuth2SecurityScheme } from "@thingwright/td";
import { bearerServer } from "../bearer/bearer-server.js";
import { tokenPlace } from "../bearer/token-place.js";
import { oauth2Client } from "./oauth2-client.js";
import { type OAuth2Options, oauth2SettingsOf } from "./oauth2-options.js";
import { oauth2Terms } from "./oauth2-terms.js";
import { TokenBook } from "./token-book.js";

/**
 * The scheme `oauth2` (TD 1.1 §5.3.3.10). The client half gets tokens by the flow of the definition, `client`, `code` or
 * `device`, for the scopes of each Form, one for each origin; it keeps and replaces them. The server half is a resource
 * server: bearer tokens (RFC 6750), which a verifier such as `jwtVerifier` looks at.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export function oauth2(options: OAuth2Options = {}): SecuritySchemePlugin {
  const book = new TokenBook(oauth2SettingsOf(options));
  return {
    scheme: "oauth2",
    client: (definition, credentials, scopes = []) =>
      oauth2Client(oauth2Terms(definition as OAuth2SecurityScheme), credentials, scopes, book),
    server: (_definition, name, verifier) => bearerServer(tokenPlace({}), {}, name, verifier, options),
  };
}
