import { createHash } from "node:crypto";

/** Names of the hash functions (RFC 7616 §6.1), as Node calls them; the strongest first. */
const hashes = new Map([
  ["SHA-512-256", "sha512-256"],
  ["SHA-256", "sha256"],
  ["MD5", "md5"],
]);

/** The hash functions that are known, the strongest first. */
export const digestHashes: readonly string[] = [...hashes.keys()];

/** What an algorithm is made of; MD5 where none is named. */
export function digestAlgorithm(algorithm = "MD5"): { readonly hash: string; readonly isSession: boolean } {
  const name = algorithm.toUpperCase();
  return { hash: name.replace(/-SESS$/, ""), isSession: name.endsWith("-SESS") };
}

/** What goes into a response: the parameters by their names in RFC 7616, the method, and who asks. */
export interface DigestInput {
  readonly algorithm?: string | undefined;
  readonly username: string;
  readonly realm: string;
  readonly password: string;
  readonly nonce: string;
  readonly cnonce: string;
  readonly method: string;
  readonly uri: string;
  /** `auth`, or absent with `nc`. */
  readonly qop?: string;
  readonly nc?: string;
}

/** The parameter `response` (RFC 7616 §3.4.1), for a known hash function. */
export function digestResponse(input: DigestInput): string {
  const { username, realm, password, nonce, cnonce, method, uri, qop, nc } = input;
  const { hash, isSession } = digestAlgorithm(input.algorithm);
  const digest = (text: string): string => createHash(hashes.get(hash)!).update(text).digest("hex");
  const secret = digest(`${username}:${realm}:${password}`);
  const a1 = isSession ? digest(`${secret}:${nonce}:${cnonce}`) : secret;
  const a2 = digest(`${method}:${uri}`);
  return digest(qop === undefined ? `${a1}:${nonce}:${a2}` : `${a1}:${nonce}:${nc}:${cnonce}:${qop}:${a2}`);
}
