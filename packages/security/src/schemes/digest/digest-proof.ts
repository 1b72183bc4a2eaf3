import { parseAuthParams } from "../auth-params.js";
import { type DigestFunction, digestFunctionOf } from "./digest-algorithm.js";
import type { QualityOfProtection } from "./digest-response.js";

/** What a client says to prove that it knows a password (RFC 7616 §3.4). */
export interface DigestProof {
  readonly function: DigestFunction;
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  /** In lower case. */
  readonly response: string;
  readonly qop: QualityOfProtection;
  /** As it came, eight hexadecimal digits. */
  readonly nc: string;
  /** The number that `nc` is. */
  readonly count: number;
  readonly cnonce: string;
}

/**
 * The proof in what follows the word `Digest`; `undefined` when something is missing or malformed. Proofs without `qop`,
 * which RFC 2069 had, are not taken: they can be played back. Nor are hashed names, which no challenge here asks for.
 */
export function readDigestProof(text: string): DigestProof | undefined {
  const params = parseAuthParams(text);
  const found = digestFunctionOf(params?.get("algorithm"));
  if (params === undefined || found === undefined || params.get("userhash")?.toLowerCase() === "true") return undefined;
  const username = usernameIn(params);
  const [realm, nonce, uri, response, nc, cnonce] = required.map((name) => params.get(name));
  const qop = params.get("qop");
  if (username === undefined || realm === undefined || nonce === undefined || uri === undefined) return undefined;
  if (response === undefined || nc === undefined || cnonce === undefined || cnonce === "") return undefined;
  if ((qop !== "auth" && qop !== "auth-int") || !/^[0-9a-f]{8}$/i.test(nc)) return undefined;
  const count = Number.parseInt(nc, 16);
  return { function: found, username, realm, nonce, uri, response: response.toLowerCase(), qop, nc, count, cnonce };
}

const required = ["realm", "nonce", "uri", "response", "nc", "cnonce"] as const;

/** `username`, or `username*` in UTF-8 (RFC 8187); not both. */
function usernameIn(params: ReadonlyMap<string, string>): string | undefined {
  const plain = params.get("username");
  const encoded = params.get("username*");
  if (plain !== undefined) return encoded === undefined ? bytesAsUtf8(plain) : undefined;
  const value = /^utf-8'[^']*'(.*)$/i.exec(encoded ?? "")?.[1];
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A header comes with one character for each byte; clients such as curl put UTF-8 there, as `charset` allows. What is no
 * UTF-8 is taken as it stands.
 */
function bytesAsUtf8(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return decoder.decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  } catch {
    return text;
  }
}
