import type { SecurityScheme } from "../types/security-scheme.js";

/**
 * `scheme` with the defaults of TD 1.1 §5.4 for the terms that it leaves open; a new object, or `scheme` itself where
 * there is nothing to add.
 *
 * @see `td-default-in-basic`, `td-default-in-digest`, `td-default-qop`, `td-default-in-apikey`, `td-default-in-bearer`,
 *   `td-default-alg`, `td-default-format`
 */
export function securityDefaults<S extends SecurityScheme>(scheme: S): S {
  const defaults = defaultsByScheme.get(scheme.scheme);
  return defaults === undefined ? scheme : { ...defaults, ...scheme };
}

const defaultsByScheme = new Map<string, Readonly<Record<string, string>>>([
  ["basic", { in: "header" }],
  ["digest", { in: "header", qop: "auth" }],
  ["apikey", { in: "query" }],
  ["bearer", { in: "header", alg: "ES256", format: "jwt" }],
]);
