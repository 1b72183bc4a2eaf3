import {
  type AuthenticationCarrier,
  type Clock,
  type CredentialStore,
  type CredentialVerifier,
  limitsFrom,
  type Security,
  type SecuritySchemePlugin,
  systemClock,
} from "@thingwright/contracts";
import { clientComposer } from "./compose/client-composer.js";
import { composeSchemes } from "./compose/compose-schemes.js";
import { requiringScopes, serverComposer, unusableSecurity } from "./compose/server-composer.js";
import { noCredentials } from "./credentials/no-credentials.js";
import { isRefusal } from "./refusal.js";
import { defaultSchemes } from "./schemes/default-schemes.js";
import { anybody, nothingToAdd } from "./schemes/nosec/nosec.js";
import { defaultThrottleLimits, Throttle, type ThrottleLimits } from "./throttle/throttle.js";
import { throttledVerifier } from "./throttle/throttled-verifier.js";

const everyCarrier: readonly AuthenticationCarrier[] = [
  "headers",
  "query",
  "cookies",
  "uriVariables",
  "body",
  "user",
  "psk",
  "certificate",
];

export interface SecurityOptions {
  /** Security definitions looked at for one Form, those within combos included. Default 64. */
  readonly maxDefinitions?: number;
  /** How wrong credentials slow down the peer that presents them; `false` for not at all. */
  readonly throttle?: Partial<ThrottleLimits> | false;
  readonly clock?: Clock;
}

/**
 * Authenticators for all security of a Form: every name counts (AND), `combo` is taken apart, the rest is done by the
 * plugin of its scheme. Of two plugins for one scheme the earlier serves.
 *
 * `client` refuses what cannot be met, with a reason for a person. `server` throws UsageError WOT_ARGUMENT instead: a
 * Thing must not be exposed with security that is not there. A verifier is throttled, for all Things together.
 *
 * @param store - where the client half finds secrets; by default there are none
 * @throws {UsageError} WOT_RANGE for a limit out of range
 */
export function security(
  plugins: readonly SecuritySchemePlugin[] = defaultSchemes(),
  store: CredentialStore = noCredentials,
  { maxDefinitions = 64, throttle = {}, clock = systemClock }: SecurityOptions = {},
): Security {
  const throttled = throttling(throttle, clock);
  const byScheme = new Map<string, SecuritySchemePlugin>();
  for (const plugin of plugins) if (!byScheme.has(plugin.scheme)) byScheme.set(plugin.scheme, plugin);
  return {
    client(thing, names, carriers = everyCarrier, scopes = []) {
      const scope = { definitions: thing.securityDefinitions, plugins: byScheme, maxDefinitions };
      const authenticator = composeSchemes(scope, names, clientComposer(thing, store, carriers, scopes));
      return authenticator === nothingToAdd ? undefined : authenticator;
    },
    server(thing, names, verifier, scopes = []) {
      if (names.length === 0) throw unusableSecurity("a Thing must activate a security definition");
      const scope = { definitions: thing.securityDefinitions, plugins: byScheme, maxDefinitions };
      const authenticator = composeSchemes(scope, names, serverComposer(verifier && throttled(verifier)));
      if (isRefusal(authenticator)) throw unusableSecurity(authenticator.refused);
      if (scopes.length === 0) return authenticator === anybody ? undefined : authenticator;
      if (authenticator === anybody) throw unusableSecurity(`scopes cannot be asked of anybody: ${scopes.join(" ")}`);
      return requiringScopes(authenticator, scopes);
    },
  };
}

/** Throttles verifiers, each with everything that all of them have seen. */
function throttling(limits: Partial<ThrottleLimits> | false, clock: Clock) {
  if (limits === false) return (verifier: CredentialVerifier) => verifier;
  const throttle = new Throttle(limitsFrom(defaultThrottleLimits, limits), clock);
  return (verifier: CredentialVerifier) => throttledVerifier(verifier, throttle);
}
