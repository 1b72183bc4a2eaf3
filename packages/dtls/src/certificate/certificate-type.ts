import { Reader } from "../wire/reader.js";

/** What stands in a Certificate message (RFC 7250 §3). */
export const CertificateType = { x509: 0, rawPublicKey: 2 } as const;

/** Whether a list of types in a hello has `type`; without one it is certificates alone (RFC 7250 §4.1). */
export const takesType = (list: Buffer | undefined, type: number): boolean =>
  list === undefined ? type === CertificateType.x509 : new Reader(list).vector8().includes(type);
