import type { Authentication, AuthenticationCarrier, PreSharedKey } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
import type { TheirForm, TheirSecurityScheme } from "../plug-in/interfaces.js";

/** What `setSecurity` of a client of theirs is called with. */
export interface TheirCredentials {
  readonly metadata: TheirSecurityScheme;
  readonly credentials: Readonly<Record<string, string>>;
}

/** How the credentials of a request reach a client of theirs. */
export interface TheirAuthentication {
  /** `undefined` when there is nothing for `setSecurity`. */
  readonly credentials: TheirCredentials | undefined;
  /** Terms of the Form, for what `setSecurity` has no place for. */
  readonly terms: Readonly<Record<string, unknown>>;
}

/**
 * Carriers that reach a peer through a binding of theirs: some by `setSecurity`, others in address and body; cookies in the header fields that
 * a Form of HTTP can declare.
 */
export function carriersTo(scheme: string): readonly AuthenticationCarrier[] {
  const all: readonly AuthenticationCarrier[] = ["headers", "user", "psk", "query", "uriVariables", "body"];
  return hasHeaderFields(scheme) ? [...all, "cookies"] : all;
}

/**
 * What an authenticator of ours adds to a request, as the scheme and the credentials that a client of theirs makes the same of. So a token
 * that was fetched and refreshed by our side serves theirs, which needs to know of no authority.
 *
 * @param scheme - of the URIs that the client is for
 * @throws {CredentialsError} WOT_CREDENTIALS_MISSING for several at once where a client of theirs brings one, and for a key that is no text
 */
export function theirAuthentication(
  { headers = {}, cookies = {}, user, psk }: Authentication,
  scheme: string,
): TheirAuthentication {
  const fields = Object.entries(headers);
  const own = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  if (own.length > 0) fields.push(["Cookie", own.join("; ")]);
  const connection = [...(user === undefined ? [] : [basic(user.name, user.password)]), ...ofKey(psk)];
  const [first, ...others] = [...connection, ...fields.map(([name, value]) => ofHeader(name, value))];
  if (others.length === 0 && own.length === 0) return { credentials: first, terms: {} };
  if (hasHeaderFields(scheme) && connection.length === 0) return { credentials: undefined, terms: headerTerms(fields) };
  throw new CredentialsError(
    "WOT_CREDENTIALS_MISSING",
    "a client of node-wot brings the credentials of one scheme alone",
  );
}

/** `form` with `terms`, and the header fields that it declares itself. */
export function withTerms(form: TheirForm, terms: Readonly<Record<string, unknown>>): TheirForm {
  const own = [form[headersTerm] ?? []].flat();
  return headersTerm in terms ? { ...form, [headersTerm]: [...own, ...(terms[headersTerm] as object[])] } : form;
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

/** Clients of theirs take keys as texts. */
function ofKey(psk: PreSharedKey | undefined): readonly TheirCredentials[] {
  if (psk === undefined) return [];
  const key = Buffer.from(psk.key);
  const text = key.toString("utf8");
  if (!Buffer.from(text).equals(key)) {
    throw new CredentialsError("WOT_CREDENTIALS_MISSING", "a client of node-wot brings no key that is not a text");
  }
  return [{ metadata: { scheme: "psk" }, credentials: { identity: psk.identity, psk: text, key: text } }];
}

const hasHeaderFields = (scheme: string): boolean => /^https?$/i.test(scheme);

const headersTerm = "htv:headers";

const headerTerms = (fields: readonly (readonly [string, string])[]): Readonly<Record<string, unknown>> => ({
  [headersTerm]: fields.map(([name, value]) => ({ "htv:fieldName": name, "htv:fieldValue": value })),
});
