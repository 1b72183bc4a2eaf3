import { createPublicKey, type KeyObject } from "node:crypto";
import { UsageError } from "@thingwright/errors";
import { vector24 } from "../wire/writer.js";
import { CertificateType } from "./certificate-type.js";
import { certificatesIn, type Pem, privateKeyIn } from "./pem.js";

/** A certificate, with those that lead from it to an authority, and its key; or a key alone. */
export interface DtlsIdentity {
  /** PEM; the own certificate comes first. Missing, the public key is shown as it is (RFC 7250). */
  readonly cert?: Pem;
  /** On the curve P-256. */
  readonly key: Pem;
  /** Of an encrypted key. */
  readonly passphrase?: string;
}

/** The same, ready for handshakes. */
export interface CertificateIdentity {
  readonly type: number;
  /** Body of the Certificate message. */
  readonly message: Buffer;
  readonly key: KeyObject;
}

/** @throws {UsageError} WOT_ARGUMENT for what is no certificate on P-256 with its key */
export function certificateIdentity({ cert, key: keyPem, passphrase }: DtlsIdentity): CertificateIdentity {
  const key = privateKeyIn(keyPem, passphrase);
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw new UsageError("WOT_ARGUMENT", "the private key is not on the curve P-256");
  }
  if (cert === undefined) {
    const publicKey = createPublicKey(key).export({ type: "spki", format: "der" });
    return { type: CertificateType.rawPublicKey, message: vector24(publicKey), key };
  }
  const chain = certificatesIn(cert, "cert");
  if (!chain[0]!.checkPrivateKey(key))
    throw new UsageError("WOT_ARGUMENT", "the private key is not that of the certificate");
  return { type: CertificateType.x509, message: certificateMessage(chain.map(({ raw }) => raw)), key };
}

/** @see RFC 5246 §7.4.2 */
export const certificateMessage = (chain: readonly Uint8Array[]): Buffer =>
  vector24(...chain.map((each) => vector24(each)));
