import {
  andThen,
  andThenAll,
  type CredentialVerifier,
  type MaybePromise,
  type Principal,
  type ServerAuthenticator,
} from "@thingwright/contracts";
import { CredentialsError, isWotError, UsageError } from "@thingwright/errors";
import { anybody } from "../schemes/nosec/nosec.js";
import type { Composer } from "./compose-schemes.js";

/** Makes the authenticators of an exposed Thing. Every scheme that its description names must really be there. */
export function serverComposer(verifier: CredentialVerifier | undefined): Composer<ServerAuthenticator> {
  return {
    skipsUnusable: false,
    scheme(plugin, definition, name) {
      if (definition.scheme === "nosec") return anybody;
      if (verifier === undefined) return { refused: `security "${name}" needs a verifier of credentials` };
      try {
        return plugin.server(definition, name, verifier);
      } catch (error) {
        if (isWotError(error)) return { refused: `security "${name}": ${error.message}` };
        throw error;
      }
    },
    allOf: verifyAll,
    oneOf: verifyFirst,
  };
}

/** The error of a Thing that cannot be exposed with the security that it names. */
export const unusableSecurity = (reason: string) => new UsageError("WOT_ARGUMENT", reason);

function verifyAll(parts: readonly ServerAuthenticator[]): ServerAuthenticator {
  const needed = parts.filter((part) => part !== anybody);
  if (needed.length <= 1) return needed[0] ?? anybody;
  return {
    verify: (presented) =>
      andThenAll(
        needed.map((part) => part.verify(presented)),
        (outcomes) => {
          const refusals = outcomes.filter(isRefused);
          return refusals.length > 0 ? mergeRefusals(refusals) : mergePrincipals(outcomes as readonly Principal[]);
        },
      ),
    ...whereabouts(needed),
  };
}

/** Content with the first of `parts` that is. */
export function verifyFirst(parts: readonly ServerAuthenticator[]): ServerAuthenticator {
  if (parts.every((part) => part === anybody)) return anybody;
  return { verify: (presented) => verifyFrom(parts, 0, presented, []), ...whereabouts(parts) };
}

/** Where `parts` look for credentials, and what they say to a principal that lacks scopes. */
function whereabouts(parts: readonly ServerAuthenticator[]): Omit<ServerAuthenticator, "verify"> {
  const uriVariables = distinct(parts.flatMap((part) => part.uriVariables ?? []));
  const bodyMembers = distinct(parts.flatMap((part) => part.bodyMembers ?? []));
  return {
    uriVariables,
    bodyMembers,
    lacking: (scopes) => parts.flatMap((part) => part.lacking?.(scopes) ?? []),
  };
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** `authenticator`, and 403 for a principal that does not have all of `scopes`. */
export function requiringScopes(authenticator: ServerAuthenticator, scopes: readonly string[]): ServerAuthenticator {
  return {
    ...whereabouts([authenticator]),
    verify: (presented) =>
      andThen(authenticator.verify(presented), (outcome) => {
        if (isRefused(outcome) || scopes.every((scope) => outcome.scopes.includes(scope))) return outcome;
        return new CredentialsError("WOT_CREDENTIALS_REFUSED", `this needs the scope ${scopes.join(" ")}`, {
          challenges: authenticator.lacking?.(scopes) ?? [],
        });
      }),
  };
}

function verifyFrom(
  parts: readonly ServerAuthenticator[],
  index: number,
  presented: Parameters<ServerAuthenticator["verify"]>[0],
  refusals: readonly CredentialsError[],
): MaybePromise<Principal | CredentialsError> {
  if (index >= parts.length) return mergeRefusals(refusals);
  return andThen(parts[index]!.verify(presented), (outcome) =>
    isRefused(outcome) ? verifyFrom(parts, index + 1, presented, [...refusals, outcome]) : outcome,
  );
}

/** Also for an error of a second copy of its package, which must not pass for a principal. */
const isRefused = (outcome: Principal | CredentialsError): outcome is CredentialsError => outcome instanceof Error;

/** Whoever could still authenticate is asked to: "missing" goes before "refused". */
function mergeRefusals(refusals: readonly CredentialsError[]): CredentialsError {
  const missing = refusals.some((refusal) => refusal.code === "WOT_CREDENTIALS_MISSING");
  return new CredentialsError(
    missing ? "WOT_CREDENTIALS_MISSING" : "WOT_CREDENTIALS_REFUSED",
    [...new Set(refusals.map((refusal) => refusal.message))].join("; "),
    { challenges: refusals.flatMap((refusal) => refusal.challenges) },
  );
}

/** Named after the first; with the scopes of all. */
function mergePrincipals(principals: readonly Principal[]): Principal {
  return { name: principals[0]!.name, scopes: [...new Set(principals.flatMap((principal) => principal.scopes))] };
}
