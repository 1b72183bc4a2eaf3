import { createHash, hkdfSync } from "node:crypto";
import type { AeadAlgorithm } from "./algorithm.js";
import { derivationInfo } from "./cose.js";

const NO_BYTES = new Uint8Array(0);

/** Hash functions of the HKDF, by the COSE names of the algorithms. */
export const hkdfHashes = { "HKDF SHA-256": "sha256", "HKDF SHA-512": "sha512" } as const;

export type HkdfName = keyof typeof hkdfHashes;

/** What both sides of a context must have agreed on. */
export interface KeyMaterial {
  readonly masterSecret: Uint8Array;
  readonly masterSalt: Uint8Array;
  readonly senderId: Uint8Array;
  readonly recipientId: Uint8Array;
  readonly idContext: Uint8Array | undefined;
  readonly algorithm: AeadAlgorithm;
  readonly hkdf: HkdfName;
}

/** What is derived from it. */
export interface DerivedKeys {
  readonly senderKey: Uint8Array;
  readonly recipientKey: Uint8Array;
  readonly commonIv: Uint8Array;
}

/**
 * The keys and the Common IV of a context.
 *
 * @see RFC 8613 §3.2.1
 */
export function deriveKeys(material: KeyMaterial): DerivedKeys {
  const { algorithm, senderId, recipientId } = material;
  return {
    senderKey: derive(material, senderId, "Key", algorithm.keyBytes),
    recipientKey: derive(material, recipientId, "Key", algorithm.keyBytes),
    commonIv: derive(material, NO_BYTES, "IV", algorithm.nonceBytes),
  };
}

/** A name for a context's keys that tells nothing about them: the same keys have the same name, others have another. */
export function nameOfKeys({ senderKey, commonIv }: DerivedKeys, senderId: Uint8Array): string {
  const hash = createHash("sha256").update("OSCORE state").update(senderKey).update(commonIv).update(senderId);
  return hash.digest("hex").slice(0, 32);
}

function derive(material: KeyMaterial, id: Uint8Array, type: "Key" | "IV", length: number): Uint8Array {
  const { masterSecret, masterSalt, idContext, algorithm, hkdf } = material;
  const info = derivationInfo(id, idContext, algorithm.id, type, length);
  return new Uint8Array(hkdfSync(hkdfHashes[hkdf], masterSecret, masterSalt, info, length));
}
