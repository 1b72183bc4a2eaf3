import { ThingDescriptionError } from "@thingwright/errors";
import type { CryptoKey, JSONWebKeySet, JWSHeaderParameters, ProtectedHeaderParameters } from "jose";
import type { DocumentInput } from "../json-document.js";
import type { LinkedDataOptions } from "../linked-data-options.js";
import { assertSupported, defaultAlgorithms, type SignatureAlgorithm } from "./algorithms.js";
import { algorithmOf, isKeySet, publicKey, type VerificationKey } from "./key.js";
import { proofDocument, proofMember, proofType, signedContent } from "./signed-content.js";

export interface VerifyOptions extends Pick<LinkedDataOptions, "limits"> {
  /** Algorithms that are accepted. Default: all of `signatureAlgorithms` but RS256, RS384 and RS512. */
  readonly algorithms?: readonly SignatureAlgorithm[];
}

/** A signature that holds. */
export interface VerifiedSignature {
  readonly algorithm: SignatureAlgorithm;
  /** `kid` of its header. It was signed, but only the key says who signed. */
  readonly keyId?: string;
}

/**
 * Makes sure that a Thing Description is what the holder of a key signed: every member is covered, whatever its order
 * and with or without defaults. Whose key it is, and whether it still counts, is for the caller to know.
 *
 * @throws {ThingDescriptionError} WOT_TD_SIGNATURE where there is no signature, or none of an allowed algorithm, the
 *   document was changed, or another key signed it; and as `canonicalize` does
 * @throws {UsageError} WOT_ARGUMENT for what is no public key; no message says anything of the key
 */
export async function verify(
  document: DocumentInput,
  key: VerificationKey,
  options: VerifyOptions = {},
): Promise<VerifiedSignature> {
  const { algorithms = defaultAlgorithms } = options;
  assertSupported(algorithms);
  const thing = proofDocument(document, options);
  const proof = Object.hasOwn(thing, proofMember) ? thing[proofMember] : undefined;
  if (proof === undefined) throw refusal("the document is not signed");
  const header = await headerOf(proof);
  const algorithm = algorithms.find((allowed) => allowed === header.alg);
  if (algorithm === undefined) throw refusal(`the algorithm ${said(header.alg)} of the signature is not allowed`);
  const publicHalf = await keyFor(key, header, algorithm, algorithms);
  await check(proof as string, signedContent(thing), publicHalf, algorithm);
  return { algorithm, ...(typeof header.kid === "string" && { keyId: header.kid }) };
}

/** A detached JWS in compact serialization: header, nothing, signature. */
const detached = /^([\w-]{1,4096})\.\.([\w-]{1,4096})$/;

async function headerOf(proof: unknown): Promise<ProtectedHeaderParameters> {
  if (typeof proof !== "string" || !detached.test(proof)) throw refusal("the signature is no JWS without payload");
  const { decodeProtectedHeader } = await import("jose");
  let header: ProtectedHeaderParameters;
  try {
    header = decodeProtectedHeader(proof);
  } catch {
    throw refusal("the header of the signature is unreadable");
  }
  if (header.typ !== proofType) throw refusal(`the signature was not made for a Thing Description`);
  return header;
}

async function keyFor(
  key: VerificationKey,
  header: ProtectedHeaderParameters,
  algorithm: SignatureAlgorithm,
  algorithms: readonly SignatureAlgorithm[],
): Promise<CryptoKey> {
  if (isKeySet(key)) return keyOfSet(key, { ...header, alg: algorithm });
  const own = algorithmOf(key) ?? algorithm;
  if (own !== algorithm && !(isEd25519(own) && isEd25519(algorithm))) throw refusal(otherAlgorithm(algorithm));
  try {
    return await publicKey(key, algorithm);
  } catch (error) {
    // The header chose the algorithm: where the key fits another one, it is the signature that is at fault.
    for (const other of algorithms) {
      const fits = await publicKey(key, other).catch(() => undefined);
      if (fits !== undefined) throw refusal(otherAlgorithm(algorithm));
    }
    throw error;
  }
}

/** Two names of one algorithm (RFC 9864 §2.2). */
const isEd25519 = (algorithm: string): boolean => algorithm === "EdDSA" || algorithm === "Ed25519";

const otherAlgorithm = (algorithm: string) =>
  `the signature is one of ${algorithm}, and the key is for another algorithm`;

async function keyOfSet(set: JSONWebKeySet, header: JWSHeaderParameters): Promise<CryptoKey> {
  const { createLocalJWKSet } = await import("jose");
  try {
    return await createLocalJWKSet(set)(header);
  } catch {
    throw refusal("no one key of the set fits the signature");
  }
}

async function check(proof: string, content: Uint8Array, key: CryptoKey, algorithm: string): Promise<void> {
  const { compactVerify, base64url } = await import("jose");
  const jws = proof.replace("..", `.${base64url.encode(content)}.`);
  try {
    await compactVerify(jws, key, { algorithms: [algorithm] });
  } catch {
    throw refusal("the signature does not hold: the document was changed, or another key signed it");
  }
}

const said = (value: unknown): string => JSON.stringify(typeof value === "string" ? value.slice(0, 40) : null);

const refusal = (message: string) =>
  new ThingDescriptionError("WOT_TD_SIGNATURE", message, { pointer: `/${proofMember}` });
