import type { SecurityScheme } from "@thingwright/td";
import { challengesIn } from "../../src/wire/http/credentials/challenge.js";
import { digestResponse } from "../../src/wire/http/credentials/digest-response.js";

/** A request on its way. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Secret = Readonly<Record<string, string>>;

/** A request with the credentials of one scheme; `challenge` is what it was refused with, if it was sent before. */
export function authorize(request: Outgoing, scheme: SecurityScheme, secret: Secret, challenge?: string): Outgoing {
  const header = (value: string): Outgoing => ({ ...request, headers: { ...request.headers, authorization: value } });
  switch (scheme.scheme) {
    case "basic":
      return header(`Basic ${Buffer.from(`${secret.username}:${secret.password}`).toString("base64")}`);
    case "bearer":
      return header(`Bearer ${secret.token}`);
    case "apikey":
      return inQuery(request, scheme.name ?? "key", secret.apiKey ?? "");
    case "digest":
      return challenge === undefined ? request : header(digest(request, secret, challenge, "auth"));
    default:
      return request;
  }
}

/** A request with one more parameter. */
export function inQuery(request: Outgoing, name: string, value: string): Outgoing {
  const url = new URL(request.url);
  url.searchParams.set(name, value);
  return { ...request, url: url.href };
}

/** The answer to a challenge with SHA-256. */
export function digest(
  { method, url }: Outgoing,
  { username = "", password = "" }: Secret,
  challenge: string,
  qop: string,
): string {
  const { realm = "", nonce = "" } = challengesIn(challenge)[0]?.parameters ?? {};
  const { pathname, search } = new URL(url);
  const [uri, nc, cnonce, algorithm] = [`${pathname}${search}`, "00000001", "f2e1a0", "SHA-256"];
  const response = digestResponse({ algorithm, username, realm, password, nonce, cnonce, method, uri, qop, nc });
  return `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=${algorithm}, qop=${qop}, nc=${nc}, cnonce="${cnonce}", response="${response}"`;
}
