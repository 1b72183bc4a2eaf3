import type {
  Authentication,
  AuthenticationCarrier,
  AuthenticationTarget,
  PresentedCredentials,
} from "@thingwright/contracts";

/** The carriers that this protocol has. */
export const memoryCarriers: readonly AuthenticationCarrier[] = [
  "headers",
  "query",
  "cookies",
  "user",
  "uriVariables",
  "body",
];

/** What a client's authenticator said of a request for `target`, as the server sees it. */
export function presentedOf(authentication: Authentication, target: AuthenticationTarget): PresentedCredentials {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(authentication.headers ?? {})) headers.set(name.toLowerCase(), value);
  // Variables of the Forms' templates are in the query too.
  const query = new Map(Object.entries({ ...authentication.uriVariables, ...authentication.query }));
  const cookies = new Map(Object.entries(authentication.cookies ?? {}));
  const { user } = authentication;
  return {
    header: (name) => headers.get(name),
    query: (name) => query.get(name),
    cookie: (name) => cookies.get(name),
    ...(user === undefined ? {} : { user }),
    target,
  };
}
