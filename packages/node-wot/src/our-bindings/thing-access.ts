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
 * @param verifier - decides on credentials in place of theirs
 * @throws {UsageError} WOT_ARGUMENT for security that cannot be verified here: the Thing is not exposed then
 */
export function accessTo(
  { id }: TheirExposedThing,
  { securityDefinitions = {}, security: names = [] }: Pick<TheirExposedThing, "security" | "securityDefinitions">,
  servient: () => TheirServient | undefined,
  verifier?: CredentialVerifier,
): Admit {
  const all = typeof names === "string" ? (names === "" ? [] : [names]) : names;
  if (all.length === 0) return async () => {};
  const definitions = { securityDefinitions } as Pick<ThingDescription, "securityDefinitions">;
  const composed = security(defaultSchemes());
  const authenticator = composed.server(
    definitions,
    all,
    verifier ?? verifierOf(() => servient()?.retrieveCredentials(id) ?? []),
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
  verifyProof(_, username, proves) {
    const users = known()
      .filter(isUser)
      .filter((user) => user.username === username);
    // Somebody unknown takes as long.
    const proven = (users.length === 0 ? [nobody] : users).map((user) => proves({ password: user.password }));
    return users.length > 0 && proven.includes(true) ? { name: username, scopes: [] } : undefined;
  },
});

interface User {
  readonly username: string;
  readonly password: string;
}

const nobody: User = { username: "", password: "" };

function isUser(known: unknown): known is User {
  const { username, password } = (known ?? nobody) as Partial<User>;
  return typeof username === "string" && typeof password === "string";
}

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
