import type { AuthenticationTarget } from "@thingwright/contracts";
import type { DigestFunction } from "./digest-algorithm.js";

/** Whether the body is signed as well. */
export type QualityOfProtection = "auth" | "auth-int";

/** What `response` is computed from, apart from the password. */
export interface DigestInput {
  readonly nonce: string;
  /** Eight hexadecimal digits. */
  readonly nc: string;
  readonly cnonce: string;
  /** `undefined` for a server of RFC 2069, which knows neither `nc` nor `cnonce`. */
  readonly qop: QualityOfProtection | undefined;
  readonly target: AuthenticationTarget;
}

/** `H(username ":" realm ":" password)`, which is all that a server has to keep. */
export const passwordDigest = ({ digest }: DigestFunction, username: string, realm: string, password: string): string =>
  digest(`${username}:${realm}:${password}`);

/**
 * The parameter `response`.
 *
 * @param ha1 - of {@link passwordDigest}
 * @see RFC 7616 §3.4.1 to §3.4.3
 */
export function digestResponse(
  { digest, isSession }: DigestFunction,
  ha1: string,
  { nonce, nc, cnonce, qop, target }: DigestInput,
): string {
  const secret = isSession ? digest(`${ha1}:${nonce}:${cnonce}`) : ha1;
  const a2 = `${target.method}:${requestUri(target.uri)}`;
  const signed = digest(qop === "auth-int" ? `${a2}:${digest(target.body ?? "")}` : a2);
  return digest(
    qop === undefined ? `${secret}:${nonce}:${signed}` : `${secret}:${nonce}:${nc}:${cnonce}:${qop}:${signed}`,
  );
}

/** Path and query of `uri` as they travel: what the parameter `uri` has (RFC 7616 §3.4). */
export function requestUri(uri: string): string {
  const rest = uri.replace(/^[a-z][-+.0-9a-z]*:\/\/[^/?#]*/i, "").replace(/#.*$/, "");
  return rest.startsWith("/") ? rest : `/${rest}`;
}
