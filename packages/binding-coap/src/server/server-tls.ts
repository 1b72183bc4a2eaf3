import { type DatagramTransport, udpTransport } from "@thingwright/coap";
import {
  type DtlsClock,
  type DtlsIdentity,
  type DtlsLimits,
  type DtlsTransport,
  dtlsTransport,
} from "@thingwright/dtls";
import { UsageError } from "@thingwright/errors";

/** How a server of `coaps:` proves who it is, and how it knows its clients: by keys, by certificates, or both; PEM. */
export interface CoapServerTls extends Partial<DtlsIdentity> {
  /** Finds the pre-shared key of an identity; `undefined` for one that is not known. */
  readonly psk?: (identity: string) => Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Tells clients which of their identities to use. Default: nothing. */
  readonly pskIdentityHint?: string;
  /** Certificate authorities whose clients' certificates are taken. Set, a certificate is asked for. */
  readonly clientCa?: string | readonly string[];
  /** What happens to a client without a certificate. Default `required`: its handshake ends. */
  readonly clientCertificate?: "required" | "optional";
  /** Names of cipher suites to speak, in order of preference. Default: all of `@thingwright/dtls`. */
  readonly cipherSuites?: readonly string[];
  /** Limits of handshakes and sessions. */
  readonly limits?: Partial<DtlsLimits>;
}

/** @throws {UsageError} WOT_ARGUMENT for a certificate without its key, or no credentials at all */
export function securedTransport(
  tls: CoapServerTls,
  over: DatagramTransport | { readonly address: string; readonly port: number },
  clock: DtlsClock | undefined,
): DtlsTransport {
  const { cert, key, passphrase, cipherSuites, limits, ...server } = tls;
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError("WOT_ARGUMENT", "tls needs cert and key, or neither");
  const identity =
    cert === undefined || key === undefined ? undefined : { cert, key, ...(passphrase && { passphrase }) };
  return dtlsTransport({
    over: "send" in over ? over : udpTransport(over),
    server: { ...server, ...(identity && { identity }) },
    ...(cipherSuites && { cipherSuites }),
    ...(limits && { limits }),
    ...(clock && { clock }),
  });
}
