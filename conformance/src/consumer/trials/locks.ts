import { fieldOf } from "../probe-thing/http-arrival.js";
import type { ProbeQuestion } from "../probe-thing/probe-answer.js";

/** What clients get in with. No part stands in a request by chance. */
export const user = { username: "probe-user", password: "open:sesame-5174" } as const;
export const apiKey = "probe-key-60d2fa";

/** A JWT by its form, as the default of `format` has it: what it says is that it is signed with ES256, the default of `alg`. */
export const bearerToken: string = [{ alg: "ES256", typ: "JWT" }, { sub: "probe" }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .concat("cHJvYmUtc2lnbmF0dXJlLTkzYjFjNw")
  .join(".");

export const basicValue: string = `Basic ${Buffer.from(`${user.username}:${user.password}`).toString("base64")}`;
export const bearerValue: string = `Bearer ${bearerToken}`;

/** The value of Authorization; schemes are the same in capitals and not (RFC 9110 §11.1). */
export function authorizationOf(question: Pick<ProbeQuestion, "headers">): string | undefined {
  return fieldOf(question, "authorization")?.replace(/^(\w)(\w*) +/, (_, first: string, rest: string) => {
    return `${first.toUpperCase()}${rest.toLowerCase()} `;
  });
}

/** Whether any of the secrets is somewhere in the request. */
export function carriesSecret({ path, headers, body }: ProbeQuestion): boolean {
  const text = [path, ...headers.map(([, value]) => value), Buffer.from(body).toString("utf8")].join("\n");
  return secrets.some((secret) => text.includes(secret));
}

const secrets = [
  user.password,
  encodeURIComponent(user.password),
  basicValue.slice("Basic ".length),
  bearerToken,
  apiKey,
];
