import type { CredentialVerifier, InboundRequest, ServerAuthenticator } from "@thingwright/contracts";
import { isWotError } from "@thingwright/errors";
import { defaultSchemes, equalSecrets, security } from "@thingwright/security";
import type { ThingDescription } from "@thingwright/td";
import type { TheirExposedThing, TheirServient } from "../plug-in/exposed-thing.js";

/** Lets a request to a Thing pass, or throws why not. */
export type Admit = (request: InboundRequest) => Promise<void>;

/**
 * Who may use a Thing of theirs: whoever meets the security that it was produced with, by the credentials that their Servient has
 * for its id. Where it was produced with none, anybody.
 *
 * @throws {UsageError} WOT_ARGUMENT for security that cannot be verified here: the Thing is not exposed then
 */
export function accessTo(
  { id }: TheirExposedThing,
  { securityDefinitions = {}, security: names = [] }: Pick<TheirExposedThing, "security" | "securityDefinitions">,
  servient: () => TheirServient | undefined,
): Admit {
  const all = typeof names === "string" ? (names === "" ? [] : [names]) : names;
  if (all.length === 0) return async () => {};
  const definitions = { securityDefinitions } as Pick<ThingDescription, "securityDefinitions">;
  const composed = security(defaultSchemes());
  const authenticator = composed.server(
    definitions,
    all,
    verifierOf(() => servient()?.retrieveCredentials(id) ?? []),
  );
  return authenticator === undefined ? async () => {} : (request) => admit(authenticator, request);
}

async function admit(authenticator: ServerAuthenticator, { presented }: InboundRequest): Promise<void> {
  const outcome = await authenticator.verify(presented ?? nothing);
  if (isWotError(outcome)) throw outcome;
}

/** Looks at every credential, so that its time does not tell which one came close. */
const verifierOf = (known: () => readonly unknown[]): CredentialVerifier => ({
  verify(_, presented) {
    let isKnown = false;
    for (const each of known()) isKnown = matches(presented, each) || isKnown;
    return isKnown ? { name: String(presented.username ?? "somebody"), scopes: [] } : undefined;
  },
});

function matches(presented: Readonly<Record<string, unknown>>, known: unknown): boolean {
  if (typeof known !== "object" || known === null) return false;
  const names = Object.keys(presented);
  let isEqual = names.length > 0;
  for (const name of names) {
    const [one, other] = [
      presented[name],
      Object.hasOwn(known, name) ? (known as Record<string, unknown>)[name] : undefined,
    ];
    const isSame = typeof one === "string" && typeof other === "string" && equalSecrets(one, other);
    isEqual = isSame && isEqual;
  }
  return isEqual;
}

const nothing = { header: () => undefined, query: () => undefined, cookie: () => undefined };
