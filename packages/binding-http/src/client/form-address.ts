import type { UriTemplate } from "@thingwright/td";

/** Where the requests of a Form go: an origin that is always the same, and a path that may depend on variables. */
export interface FormAddress {
  /** As in `https://lamp.local:8443`. */
  readonly origin: string;
  /** Whether the path is always the same. */
  readonly isConstant: boolean;
  /** Path and query for `variables`. @throws {DataSchemaError} for a value that cannot stand in a URI */
  path(variables: Readonly<Record<string, unknown>>): string;
}

/**
 * The address of `href`; a sentence says why it has none. No variable may reach into the authority: it would decide
 * where credentials go.
 *
 * @param scheme - the address may also have its counterpart with TLS
 */
export function formAddress(href: UriTemplate, scheme: "http" | "ws" = "http"): FormAddress | string {
  const match = /^((?:http|ws)s?:\/\/)([^/?#{]*)(\{[/?#])?/i.exec(href.template);
  if (match === null || !match[1]!.toLowerCase().startsWith(scheme))
    return `the address is not an ${scheme} or ${scheme}s URI`;
  const prefix = match[1]! + match[2]!;
  if (href.template[prefix.length] === "{" && match[3] === undefined) return "a variable reaches into the authority";
  const url = URL.canParse(prefix) ? new URL(prefix) : undefined;
  if (url === undefined) return "the authority of the address is malformed";
  if (url.username !== "" || url.password !== "")
    return "the address holds a user, which belongs into a security definition";
  const constant = href.variables.length === 0 ? pathOf(href.expand({}), prefix.length) : undefined;
  return {
    origin: url.origin,
    isConstant: constant !== undefined,
    path: constant === undefined ? (variables) => pathOf(href.expand(variables), prefix.length) : () => constant,
  };
}

/** What a request line has of `uri`: neither authority nor fragment. */
function pathOf(uri: string, authorityEnd: number): string {
  const hash = uri.indexOf("#");
  const rest = uri.slice(authorityEnd, hash === -1 ? undefined : hash);
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** Path and query of `reference`, seen from `origin` and `path`; `undefined` when it leads to another origin. */
export function withinOrigin(origin: string, path: string, reference: string): string | undefined {
  const base = origin + path;
  const url = URL.canParse(reference, base) ? new URL(reference, base) : undefined;
  return url?.origin === origin && url.username === "" ? url.pathname + url.search : undefined;
}
