import type { DtlsIdentity } from "@thingwright/dtls";
import { UsageError } from "@thingwright/errors";

/**
 * What a side shows of itself, by its `tls` options; `undefined` if nothing.
 *
 * @throws {UsageError} WOT_ARGUMENT for a certificate without its key
 */
export function identityIn({ cert, key, passphrase }: Partial<DtlsIdentity>): DtlsIdentity | undefined {
  if (key !== undefined) return { ...(cert && { cert }), key, ...(passphrase && { passphrase }) };
  if (cert !== undefined) throw new UsageError("WOT_ARGUMENT", "tls has a cert without its key");
  return undefined;
}
