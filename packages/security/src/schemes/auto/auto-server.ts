import type { CredentialVerifier, SecuritySchemePlugin, ServerAuthenticator } from "@thingwright/contracts";
import { isWotError, UnsupportedError } from "@thingwright/errors";
import type { SecurityScheme } from "@thingwright/td";
import { verifyFirst } from "../../compose/server-composer.js";

/**
 * Content with the first of `schemes` that is; challenges for all that the verifier can judge.
 *
 * @throws {UnsupportedError} WOT_NO_FORM when there is none
 */
export function autoServer(
  schemes: readonly SecuritySchemePlugin[],
  definition: SecurityScheme,
  name: string,
  verifier: CredentialVerifier,
): ServerAuthenticator {
  const usable = schemes.flatMap((plugin) => {
    try {
      return [plugin.server(definition, name, verifier)];
    } catch (error) {
      if (isWotError(error)) return [];
      throw error;
    }
  });
  if (usable.length === 0) throw new UnsupportedError("WOT_NO_FORM", "there is no scheme to negotiate");
  return verifyFirst(usable);
}
