import { createHash, createHmac } from "node:crypto";

/** What a request brings along, besides its value. */
export interface Parts {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Members of the JSON body. */
  readonly body?: Readonly<Record<string, string>>;
}

/** What a request is about. */
export interface Target {
  readonly method: string;
  /** Path and query. */
  readonly uri: string;
}

export const basicHeader = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

/** A JWT of RFC 7519 signed by HMAC. @param secret - of the signature */
export function jwtByHand(claims: object, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The response of RFC 7616 §3.4.1 for SHA-256 and `auth`. */
export function digestResponseByHand(
  { username, password }: { readonly username: string; readonly password: string },
  params: Readonly<Record<string, string>>,
  { method }: Target,
): string {
  const { realm, nonce, nc, cnonce, qop, uri } = params;
  return sha256(
    `${sha256(`${username}:${realm}:${password}`)}:${nonce}:${nc}:${cnonce}:${qop}:${sha256(`${method}:${uri}`)}`,
  );
}

/** The header that answers a challenge of digest. */
export function digestHeader(
  credentials: { readonly username: string; readonly password: string },
  challenge: string,
  target: Target,
  nonce = paramsOf(challenge).nonce ?? "",
): string {
  const params = {
    realm: paramsOf(challenge).realm ?? "",
    nonce,
    nc: "00000001",
    cnonce: "c0ffee",
    qop: "auth",
    uri: target.uri,
  };
  const response = digestResponseByHand(credentials, params, target);
  return (
    `Digest username="${credentials.username}", realm="${params.realm}", nonce="${nonce}", uri="${params.uri}", ` +
    `algorithm=SHA-256, qop=auth, nc=${params.nc}, cnonce="${params.cnonce}", response="${response}"`
  );
}

/** Parameters of a challenge or of credentials, as far as tests need them. */
export const paramsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/([a-z]+)=(?:"([^"]*)"|([^\s,]+))/g)].map((match) => [match[1], match[2] ?? match[3]]),
  );
