import type { AuthenticationCarrier, CredentialStore, Security, SecuritySchemePlugin } from "@thingwright/contracts";
import { clientComposer } from "./compose/client-composer.js";
import { composeSchemes } from "./compose/compose-schemes.js";
import { serverComposer, unusableSecurity } from "./compose/server-composer.js";
import { noCredentials } from "./credentials/no-credentials.js";
import { isRefusal } from "./refusal.js";
import { defaultSchemes } from "./schemes/default-schemes.js";
import { anybody, nothingToAdd } from "./schemes/nosec/nosec.js";

const everyCarrier: readonly AuthenticationCarrier[] = [
  "headers",
  "query",
  "cookies",
  "uriVariables",
  "body",
  "user",
  "psk",
];

export interface SecurityOptions {
  /** Security definitions looked at for one Form, those within combos included. Default 64. */
  readonly maxDefinitions?: number;
}

/**
 * Authenticators for all security of a Form: every name counts (AND), `combo` is taken apart, the rest is done by the
 * plugin of its scheme. Of two plugins for one scheme the earlier serves.
 *
 * `client` refuses what cannot be met, with a reason for a person. `server` throws UsageError WOT_ARGUMENT instead: a
 * Thing must not be exposed with security that is not there.
 *
 * @param store - where the client half finds secrets; by default there are none
 */
export function security(
  plugins: readonly SecuritySchemePlugin[] = defaultSchemes(),
  store: CredentialStore = noCredentials,
  { maxDefinitions = 64 }: SecurityOptions = {},
): Security {
  const byScheme = new Map<string, SecuritySchemePlugin>();
  for (const plugin of plugins) if (!byScheme.has(plugin.scheme)) byScheme.set(plugin.scheme, plugin);
  return {
    client(thing, names, carriers = everyCarrier, scopes = []) {
      const scope = { definitions: thing.securityDefinitions, plugins: byScheme, maxDefinitions };
      const authenticator = composeSchemes(scope, names, clientComposer(thing, store, carriers, scopes));
      return authenticator === nothingToAdd ? undefined : authenticator;
    },
    server(thing, names, verifier) {
      if (names.length === 0) throw unusableSecurity("a Thing must activate a security definition");
      const scope = { definitions: thing.securityDefinitions, plugins: byScheme, maxDefinitions };
      const authenticator = composeSchemes(scope, names, serverComposer(verifier));
      if (isRefusal(authenticator)) throw unusableSecurity(authenticator.refused);
      return authenticator === anybody ? undefined : authenticator;
    },
  };
}
