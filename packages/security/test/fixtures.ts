import type {
  Authentication,
  AuthenticationTarget,
  ClientAuthenticator,
  MaybePromise,
  PresentedCredentials,
  SecurityRefusal,
} from "@thingwright/contracts";
import type { SecurityScheme, ThingDescription } from "@thingwright/td";

export const target: AuthenticationTarget = { uri: "https://lamp.example/properties/on", method: "GET" };

/** A Thing with the security definitions of `definitions`. */
export function thingWith(definitions: Readonly<Record<string, object>>, id?: string): ThingDescription {
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Lamp",
    ...(id !== undefined && { id }),
    security: Object.keys(definitions),
    securityDefinitions: definitions as Readonly<Record<string, SecurityScheme>>,
  };
}

/** What a request with `parts` presents. */
export function presenting(
  parts: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
    readonly cookies?: Readonly<Record<string, string>>;
    readonly user?: { readonly name: string; readonly password: string };
    readonly body?: Readonly<Record<string, string>>;
    readonly transportIdentity?: string;
    readonly target?: AuthenticationTarget;
    readonly peer?: string;
    readonly message?: object;
  } = {},
): PresentedCredentials {
  const { headers = {}, query = {}, cookies = {}, body = {}, ...connection } = parts;
  return {
    header: (name) => headers[name],
    query: (name) => query[name],
    cookie: (name) => cookies[name],
    bodyMember: (pointer) => body[pointer],
    ...connection,
  };
}

/** The authenticator, which must be one. */
export function authenticatorOf(outcome: ClientAuthenticator | SecurityRefusal | undefined): ClientAuthenticator {
  if (outcome === undefined || "refused" in outcome) throw new TypeError(`no authenticator: ${outcome?.refused}`);
  return outcome;
}

/** The reason of a refusal, which it must be. */
export function reasonOf(outcome: ClientAuthenticator | SecurityRefusal | undefined): string {
  if (outcome === undefined || !("refused" in outcome)) throw new TypeError("nothing was refused");
  return outcome.refused;
}

/** What is there at once; a promise is a failure. */
export function atOnce<T>(value: MaybePromise<T>): T {
  if (value instanceof Promise) throw new TypeError("the value has to be waited for");
  return value;
}

/** The authentication of the next request, which must be there at once. */
export const authenticationOf = (outcome: ClientAuthenticator | SecurityRefusal | undefined): Authentication =>
  atOnce(authenticatorOf(outcome).authenticate(target));
