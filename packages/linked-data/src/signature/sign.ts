import { UsageError } from "@thingwright/errors";
import type { DocumentInput, JsonObject } from "../json-document.js";
import type { LinkedDataOptions } from "../linked-data-options.js";
import { assertSupported, type SignatureAlgorithm } from "./algorithms.js";
import { algorithmOf, keyIdOf, privateKey, type SigningKey } from "./key.js";
import { proofDocument, proofMember, proofType, signedContent, withProofPrefix } from "./signed-content.js";

export interface SignOptions extends Pick<LinkedDataOptions, "limits"> {
  /** Default: the `alg` of the JWK, else the one of its curve. A PEM or RSA key has to be told one. */
  readonly algorithm?: SignatureAlgorithm;
  /** `kid` of the signature's header. Default: that of the JWK; else none. */
  readonly keyId?: string;
}

/**
 * A copy of a Thing Description with a signature over its canonical form in `tw:proof`, in place of an earlier one. The
 * prefix is added to `@context`.
 *
 * The signature is a compact JWS with its payload left out (RFC 7515 §7.1, appendix F); nothing in it is outside of
 * what is signed.
 *
 * @throws {ThingDescriptionError} as `canonicalize` does, and WOT_TD_INVALID where a text repeats a name, or where the
 *   prefix `tw` stands for something else
 * @throws {UsageError} WOT_ARGUMENT for a key that does not fit its algorithm; no message says anything of the key
 */
export async function sign(document: DocumentInput, key: SigningKey, options: SignOptions = {}): Promise<JsonObject> {
  const algorithm = options.algorithm ?? algorithmOf(key);
  if (algorithm === undefined) throw new UsageError("WOT_ARGUMENT", "the key does not say its algorithm; tell it");
  assertSupported([algorithm]);
  const { [proofMember]: _, ...unsigned } = withProofPrefix(proofDocument(document, options));
  const kid = options.keyId ?? keyIdOf(key);
  const header = { alg: algorithm, typ: proofType, ...(kid !== undefined && { kid }) };
  const content = signedContent(unsigned);
  const privateHalf = await privateKey(key, algorithm);
  const { CompactSign } = await import("jose");
  const jws = await new CompactSign(content)
    .setProtectedHeader(header)
    .sign(privateHalf)
    .catch(() => {
      throw new UsageError("WOT_ARGUMENT", `the key cannot sign with ${algorithm}`);
    });
  const [head, , signature] = jws.split(".");
  return { ...unsigned, [proofMember]: `${head}..${signature}` };
}
