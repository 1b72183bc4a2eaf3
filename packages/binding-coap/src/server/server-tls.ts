import {
  type DatagramTransport,
  type StreamLimits,
  type StreamTransport,
  type TlsIdentity,
  tcpServer,
  udpTransport,
} from "@thingwright/coap";
import {
  type DtlsClock,
  type DtlsIdentity,
  type DtlsLimits,
  type DtlsTransport,
  dtlsTransport,
} from "@thingwright/dtls";
import { UsageError } from "@thingwright/errors";
import { identityIn } from "../tls-identity.js";

/** How a server of `coaps:` or `coaps+tcp:` proves who it is, and how it knows its clients: by pre-shared keys, by
 * certificates or raw public keys, or both; PEM. A `key` without `cert` is shown as a raw public key (RFC 7250), over DTLS only. */
export interface CoapServerTls extends Partial<DtlsIdentity> {
  /** Finds the pre-shared key of an identity; `undefined` for one that is not known. Over TCP it must say at once. */
  readonly psk?: (identity: string) => Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Tells clients which of their identities to use. Default: nothing. */
  readonly pskIdentityHint?: string;
  /** Certificate authorities whose clients' certificates are taken. Set, a certificate is asked for. */
  readonly clientCa?: string | readonly string[];
  /** Public keys of clients by their identities, in place of `clientCa`: raw public keys are asked for. For DTLS only. */
  readonly clientKeys?: Readonly<Record<string, string>>;
  /** What happens to a client without a certificate or raw public key. Default `required`: its handshake ends. */
  readonly clientCertificate?: "required" | "optional";
  /** Names of cipher suites of DTLS to speak, in order of preference. Default: all of `@thingwright/dtls`. */
  readonly cipherSuites?: readonly string[];
  /** Limits of handshakes and sessions of DTLS. */
  readonly limits?: Partial<DtlsLimits>;
}

/** @throws {UsageError} WOT_ARGUMENT for a certificate without its key, or no credentials at all */
export function securedTransport(
  tls: CoapServerTls,
  over: DatagramTransport | { readonly address: string; readonly port: number },
  clock: DtlsClock | undefined,
): DtlsTransport {
  const { cert: _cert, key: _key, passphrase: _passphrase, cipherSuites, limits, ...server } = tls;
  const identity = identityIn(tls);
  return dtlsTransport({
    over: "send" in over ? over : udpTransport(over),
    server: { ...server, ...(identity && { identity }) },
    ...(cipherSuites && { cipherSuites }),
    ...(limits && { limits }),
    ...(clock && { clock }),
  });
}

/**
 * What a server over TCP listens with.
 *
 * @throws {UsageError} WOT_ARGUMENT for a certificate without its key, no credentials at all, or what is of DTLS only
 */
export function tcpTransport(
  tls: CoapServerTls | undefined,
  at: { readonly address: string; readonly port: number },
  limits: Partial<StreamLimits>,
): StreamTransport {
  if (tls === undefined) return tcpServer({ ...at, limits });
  const { psk, pskIdentityHint, clientCa, clientCertificate } = tls;
  const dtlsOnly = (["cipherSuites", "limits", "clientKeys"] as const).find((name) => name in tls);
  if (dtlsOnly !== undefined)
    throw new UsageError("WOT_ARGUMENT", `tls.${dtlsOnly} is of DTLS, and this server is over TCP`);
  const identity = tcpIdentity(tls);
  return tcpServer({
    ...at,
    limits,
    tls: {
      ...(psk && { psk: psk as (identity: string) => Uint8Array | undefined }),
      ...(pskIdentityHint && { pskIdentityHint }),
      ...(clientCa && { clientCa }),
      ...(clientCertificate && { clientCertificate }),
      ...(identity && { identity }),
    },
  });
}

/** @throws {UsageError} WOT_ARGUMENT for a certificate without its key, or a raw public key, which TLS has no place for */
function tcpIdentity(tls: CoapServerTls): TlsIdentity | undefined {
  const identity = identityIn(tls);
  if (identity === undefined) return undefined;
  const { cert } = identity;
  if (cert === undefined)
    throw new UsageError("WOT_ARGUMENT", "tls has a key without cert, a raw public key, and this server is over TCP");
  return { ...identity, cert };
}
