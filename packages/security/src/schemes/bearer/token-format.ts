import type { BearerSecurityScheme } from "@thingwright/td";

/** `format` and `alg` of a definition, where it says so. */
export type TokenTerms = Pick<BearerSecurityScheme, "format" | "alg">;

/** Parts of a token in its compact form, by `format` (RFC 7515 §7.1, RFC 7516 §7.1). Other formats are not looked at. */
const partsOf: ReadonlyMap<string, number> = new Map([
  ["jwt", 3],
  ["jws", 3],
  ["jwe", 5],
]);

/**
 * Why `token` cannot be one that a definition with `format` and `alg` means; `undefined` when it may be. A definition
 * that does not say lets any token pass, for issuers give out opaque ones too. The reason does not quote the token.
 *
 * @see TD 1.1 §5.3.3.8; td-vocab-format--BearerSecurityScheme, td-vocab-alg--BearerSecurityScheme
 */
export function tokenComplaint(token: string, { format, alg }: TokenTerms): string | undefined {
  const parts = format === undefined ? undefined : partsOf.get(format.toLowerCase());
  if (parts === undefined) return undefined;
  const found = token.split(".");
  // An encrypted JWT is a JWT too (RFC 7519 §3).
  const fits = found.length === parts || (format?.toLowerCase() === "jwt" && found.length === 5);
  const header = fits ? headerIn(found[0]!) : undefined;
  if (header === undefined) return `the token is no ${format?.toUpperCase()}`;
  if (alg === undefined || header.alg === alg) return undefined;
  return `the token is not made with ${alg}`;
}

function headerIn(part: string): { readonly alg?: unknown } | undefined {
  if (!/^[A-Za-z0-9_-]{2,2048}$/.test(part)) return undefined;
  try {
    const header: unknown = JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/")));
    return typeof header === "object" && header !== null ? header : undefined;
  } catch {
    return undefined;
  }
}
