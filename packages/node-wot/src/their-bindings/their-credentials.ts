import type { Authentication, AuthenticationCarrier } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
import type { TheirSecurityScheme } from "../plug-in/interfaces.js";

/** What `setSecurity` of a client of theirs is called with. */
export interface TheirCredentials {
  readonly metadata: TheirSecurityScheme;
  readonly credentials: Readonly<Record<string, string>>;
}

/** Carriers that reach a peer through a binding of theirs: the first two by `setSecurity`, the others in address and body. */
export const carriersToThem: readonly AuthenticationCarrier[] = ["headers", "user", "query", "uriVariables", "body"];

/**
 * What an authenticator of ours adds to a request, as the scheme and the credentials that a client of theirs makes the same of;
 * `undefined` when there is nothing for `setSecurity`. So a token that was fetched and refreshed by our side serves theirs, which
 * needs to know of no authority.
 *
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING for several at once: a client of theirs brings one
 */
export function theirCredentials({ headers = {}, user }: Authentication): TheirCredentials | undefined {
  const all = Object.entries(headers).map(([name, value]) => ofHeader(name, value));
  if (user !== undefined) all.push(basic(user.name, user.password));
  if (all.length <= 1) return all[0];
  throw new CredentialsError(
    "WOT_CREDENTIALS_MISSING",
    "a client of node-wot brings the credentials of one scheme alone",
  );
}

function ofHeader(name: string, value: string): TheirCredentials {
  const [, scheme, token = ""] = /^(basic|bearer) +(.*)$/i.exec(value) ?? [];
  if (name.toLowerCase() !== "authorization" || scheme === undefined) {
    return { metadata: { scheme: "apikey", in: "header", name }, credentials: { apiKey: value, apikey: value } };
  }
  if (scheme.toLowerCase() === "bearer") return { metadata: { scheme: "bearer" }, credentials: { token } };
  const text = Buffer.from(token, "base64").toString();
  const colon = text.indexOf(":");
  return basic(text.slice(0, colon), text.slice(colon + 1));
}

const basic = (username: string, password: string): TheirCredentials => ({
  metadata: { scheme: "basic" },
  credentials: { username, password },
});
