/** Whom the claims of a token are about: `sub`, or else the client (RFC 9068 §2.2, RFC 7662 §2.2); `undefined` for nobody. */
export function tokenSubject({ sub, client_id }: Readonly<Record<string, unknown>>): string | undefined {
  const name = sub ?? client_id;
  return typeof name === "string" && name !== "" ? name : undefined;
}
