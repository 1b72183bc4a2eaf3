/**
 * Scopes that the claims of a token name: words of a string (`scope`, RFC 8693 §4.2, RFC 7662 §2.2) or a list (`scp`).
 *
 * @param claim - the claim to look at; by default `scope`, or `scp` where that is missing
 */
export function grantedScopes(claims: Readonly<Record<string, unknown>>, claim?: string): readonly string[] {
  const own = (name: string): unknown => (Object.hasOwn(claims, name) ? claims[name] : undefined);
  const value = claim === undefined ? (own("scope") ?? own("scp")) : own(claim);
  if (typeof value === "string") return value.split(" ").filter((scope) => scope !== "");
  return Array.isArray(value) ? value.filter((scope): scope is string => typeof scope === "string") : [];
}
