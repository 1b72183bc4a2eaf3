import { md5 } from "@noble/hashes/legacy.js";
import { sha256, sha512_256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Hash functions of RFC 7616 §3.2, the strongest first. */
export const digestHashes = ["SHA-512-256", "SHA-256", "MD5"] as const;

export type DigestHash = (typeof digestHashes)[number];

/** Values of `algorithm`; with `-sess` the hash of the password is mixed with the nonces once more. */
export type DigestAlgorithm = DigestHash | `${DigestHash}-sess`;

/** An `algorithm` taken apart. */
export interface DigestFunction {
  readonly algorithm: DigestAlgorithm;
  readonly hash: DigestHash;
  readonly isSession: boolean;
  /** H of RFC 7616 §3.3, in lower-case hexadecimal. */
  digest(data: string | Uint8Array): string;
}

const functions = { "SHA-512-256": sha512_256, "SHA-256": sha256, MD5: md5 };

/** All of them, the strongest first, by their names in lower case: names have no case. */
const byName: ReadonlyMap<string, DigestFunction> = new Map(
  digestHashes
    .flatMap((hash) => [digestFunction(hash, false), digestFunction(hash, true)])
    .map((one) => [one.algorithm.toLowerCase(), one]),
);

/** The function of `algorithm`, MD5 when it is absent (RFC 7616 §3.3); `undefined` for one that is not known. */
export const digestFunctionOf = (algorithm: string = "MD5"): DigestFunction | undefined =>
  byName.get(algorithm.toLowerCase());

/** Rank for a choice among several: the smaller, the stronger. */
export const digestRank = ({ hash }: DigestFunction): number => digestHashes.indexOf(hash);

function digestFunction(hash: DigestHash, isSession: boolean): DigestFunction {
  const compute = functions[hash];
  return {
    algorithm: isSession ? `${hash}-sess` : hash,
    hash,
    isSession,
    digest: (data) => bytesToHex(compute(typeof data === "string" ? utf8ToBytes(data) : data)),
  };
}
