import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { UsageError } from "@thingwright/errors";

/** One PEM text, of one or several certificates or of a key. */
export type Pem = string | Uint8Array;

const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

const textOf = (pem: Pem): string => (typeof pem === "string" ? pem : Buffer.from(pem).toString());

/** The certificates of a text, in its order. @throws {UsageError} WOT_ARGUMENT */
export function certificatesIn(pem: Pem, what: string): readonly X509Certificate[] {
  const blocks = textOf(pem).match(block) ?? [];
  if (blocks.length === 0) throw new UsageError("WOT_ARGUMENT", `${what} has no certificate in PEM`);
  try {
    return blocks.map((each) => new X509Certificate(each));
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${what} has a certificate that cannot be read`, { cause });
  }
}

/** @throws {UsageError} WOT_ARGUMENT, without a word of the key */
export function privateKeyIn(pem: Pem, passphrase?: string): KeyObject {
  try {
    return createPrivateKey({ key: textOf(pem), ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    throw new UsageError("WOT_ARGUMENT", "the private key cannot be read");
  }
}
