import {
  type Authentication,
  type AuthenticationCarrier,
  type AuthenticationTarget,
  andThen,
  andThenAll,
  type ClientAuthenticator,
  type CredentialStore,
  type Credentials,
  isPromise,
  type MaybePromise,
  type SecurityRefusal,
} from "@thingwright/contracts";
import { CredentialsError, isWotError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import { isRefusal } from "../refusal.js";
import { nothingToAdd } from "../schemes/nosec/nosec.js";
import type { Composer } from "./compose-schemes.js";
import { mergeAuthentications } from "./merge-authentications.js";

/** Makes the authenticators of a consumer of `thing` whose binding has `carriers`, for a Form with `scopes`. */
export function clientComposer(
  thing: ThingDescription,
  store: CredentialStore,
  carriers: readonly AuthenticationCarrier[],
  scopes: readonly string[],
): Composer<ClientAuthenticator> {
  return {
    skipsUnusable: true,
    scheme(plugin, definition, name) {
      const made = refusalWhenUnusable(name, () =>
        plugin.client(definition, credentialsOf(thing, name, store), scopes),
      );
      return isRefusal(made) || made === nothingToAdd ? made : carriedBy(carriers, made, name);
    },
    allOf: authenticateWithAll,
    oneOf: authenticateWithFirst,
  };
}

/** The same authenticator with those of its alternative carriers that the binding has. */
function carriedBy(
  available: readonly AuthenticationCarrier[],
  authenticator: ClientAuthenticator,
  name: string,
): ClientAuthenticator | SecurityRefusal {
  const carriers = withoutStandIn(authenticator.carriers.filter((carrier) => available.includes(carrier)));
  if (carriers.length === 0) {
    return {
      refused: `security "${name}" travels by ${authenticator.carriers.join(" or ")}, which the protocol has not`,
    };
  }
  const { challenged } = authenticator;
  return {
    carriers,
    authenticate: (target) => andThen(authenticator.authenticate(target), (made) => only(carriers, made)),
    ...(challenged === undefined ? {} : { challenged: challenged.bind(authenticator) }),
  };
}

/** The user of a connection stands in for a place that requests do not have. Where they have it, it would be there twice. */
function withoutStandIn(carriers: readonly AuthenticationCarrier[]): readonly AuthenticationCarrier[] {
  const hasPlace = carriers.some((carrier) => carrier === "headers" || carrier === "query" || carrier === "cookies");
  return hasPlace ? carriers.filter((carrier) => carrier !== "user") : carriers;
}

function only(carriers: readonly AuthenticationCarrier[], made: Authentication): Authentication {
  const all = Object.keys(made) as readonly AuthenticationCarrier[];
  if (all.every((carrier) => carriers.includes(carrier))) return made;
  return Object.fromEntries(all.filter((carrier) => carriers.includes(carrier)).map((one) => [one, made[one]]));
}

function refusalWhenUnusable(name: string, make: () => ClientAuthenticator): ClientAuthenticator | SecurityRefusal {
  try {
    return make();
  } catch (error) {
    if (isWotError(error)) return { refused: `security "${name}": ${error.message}` };
    throw error;
  }
}

/** Asks the store each time, so that a rotated credential counts at once. */
function credentialsOf(thing: ThingDescription, name: string, store: CredentialStore) {
  const whose = `security "${name}" of ${thing.id ?? thing.title}`;
  const present = (credentials: Credentials | undefined): Credentials => {
    if (credentials !== undefined) return credentials;
    throw missing(`there are no credentials for ${whose}`);
  };
  const failed = (cause: unknown): never => {
    throw isWotError(cause) ? cause : missing(`the store could not give the credentials for ${whose}`, cause);
  };
  return (): MaybePromise<Credentials> => {
    try {
      const found = store.get(thing, name);
      return isPromise(found) ? Promise.resolve(found).then(present).catch(failed) : present(found);
    } catch (error) {
      return failed(error);
    }
  };
}

const missing = (message: string, cause?: unknown) =>
  new CredentialsError("WOT_CREDENTIALS_MISSING", message, cause === undefined ? {} : { cause });

function authenticateWithAll(parts: readonly ClientAuthenticator[]): ClientAuthenticator | SecurityRefusal {
  const needed = parts.filter((part) => part !== nothingToAdd);
  if (needed.length <= 1) return needed[0] ?? nothingToAdd;
  const contested = contestedCarrier(needed);
  if (contested !== undefined) return { refused: `two schemes travel by ${contested}, of which a connection has one` };
  return {
    carriers: [...new Set(needed.flatMap((part) => part.carriers))],
    authenticate: (target) =>
      andThenAll(
        needed.map((part) => part.authenticate(target)),
        mergeAuthentications,
      ),
    ...retry(needed),
  };
}

/** A carrier that holds one credential only, and without which two of `parts` have none. */
function contestedCarrier(parts: readonly ClientAuthenticator[]): AuthenticationCarrier | undefined {
  const needs = (carrier: AuthenticationCarrier) =>
    parts.filter(({ carriers }) => carriers.every((one) => one === carrier));
  return (["user", "psk", "certificate"] as const).find((carrier) => needs(carrier).length > 1);
}

/** The first whose credentials are there serves; asked anew for each request. */
function authenticateWithFirst(parts: readonly ClientAuthenticator[]): ClientAuthenticator {
  const end = parts.indexOf(nothingToAdd);
  const reachable = end < 0 ? parts : parts.slice(0, end + 1);
  if (reachable.length === 1) return reachable[0]!;
  return {
    carriers: [...new Set(reachable.flatMap((part) => part.carriers))],
    authenticate: (target) => authenticateFrom(reachable, 0, target),
    ...retry(reachable),
  };
}

function authenticateFrom(
  parts: readonly ClientAuthenticator[],
  index: number,
  target: AuthenticationTarget,
): MaybePromise<Authentication> {
  const next = (error: unknown): MaybePromise<Authentication> => {
    const missing = isWotError(error) && error.code === "WOT_CREDENTIALS_MISSING";
    if (!missing || index + 1 >= parts.length) throw error;
    return authenticateFrom(parts, index + 1, target);
  };
  try {
    const authentication = parts[index]!.authenticate(target);
    return isPromise(authentication) ? Promise.resolve(authentication).catch(next) : authentication;
  } catch (error) {
    return next(error);
  }
}

/** Every part hears of a refusal, because only it knows whether a challenge is its own. */
function retry(parts: readonly ClientAuthenticator[]): Pick<ClientAuthenticator, "challenged"> {
  if (parts.every((part) => part.challenged === undefined)) return {};
  return {
    challenged: (challenges, target) =>
      andThenAll(
        parts.map((part) => part.challenged?.(challenges, target) ?? false),
        (answers) => answers.includes(true),
      ),
  };
}
