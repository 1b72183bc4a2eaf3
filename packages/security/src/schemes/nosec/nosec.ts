import type { ClientAuthenticator, SecuritySchemePlugin, ServerAuthenticator } from "@thingwright/contracts";

/** Adds nothing to a request. */
export const nothingToAdd: ClientAuthenticator = Object.freeze({ carriers: [], authenticate: () => ({}) });

/** Lets every request pass, as nobody in particular. */
export const anybody: ServerAuthenticator = Object.freeze({ verify: () => ({ name: "anonymous", scopes: [] }) });

/** The scheme `nosec` (TD 1.1 §5.3.3.2): no credentials. */
export function nosec(): SecuritySchemePlugin {
  return { scheme: "nosec", client: () => nothingToAdd, server: () => anybody };
}
