import { createSecureContext, type TLSSocket, type TlsOptions } from "node:tls";
import { UsageError } from "@thingwright/errors";
import { asPem, type Pem } from "../connection/mqtt-tls.js";
import { pskCiphers } from "../connection/psk-ciphers.js";

/** How an embedded broker proves who it is, and how it knows its clients. */
export interface BrokerTls {
  /** Certificate, with those that lead from it to an authority. Needed, or `pfx`, unless all clients have pre-shared keys. */
  readonly cert?: Pem;
  readonly key?: Pem;
  /** Certificate and key in one (PKCS #12). */
  readonly pfx?: Uint8Array;
  /** Of an encrypted key or `pfx`. */
  readonly passphrase?: string;
  /** Lowest version of TLS that is spoken. Default `TLSv1.2`. */
  readonly minVersion?: "TLSv1.2" | "TLSv1.3";
  /** Certificate authorities whose clients' certificates are taken. Set, a certificate is asked for. */
  readonly clientCa?: Pem | readonly Pem[];
  /**
   * What happens to a client without a certificate of `clientCa`: `required`, the default, ends the handshake; `optional` lets
   * `authenticate` decide.
   */
  readonly clientCertificate?: "required" | "optional";
  /** The key that is shared with the client that calls itself `identity`; `undefined` for nobody. Default: there are none. */
  readonly pskOf?: (identity: string) => Uint8Array | undefined;
}

/** TLS of a broker: what Node has to be told, and who a client turned out to be. */
export interface TlsDesk {
  readonly options: TlsOptions;
  /** Verified: the common name of a certificate's subject, or the identity of a pre-shared key. */
  identityOf(socket: TLSSocket): string | undefined;
}

/** @throws {UsageError} WOT_ARGUMENT when certificate, key or passphrase cannot be used, or nothing would prove the broker */
export function tlsDesk(tls: BrokerTls): TlsDesk {
  const { clientCa, clientCertificate = "required", pskOf } = tls;
  const byKey = new WeakMap<TLSSocket, string>();
  const options: TlsOptions = {
    ...contextOf(tls),
    requestCert: clientCa !== undefined,
    rejectUnauthorized: clientCa !== undefined && clientCertificate === "required",
    ...(pskOf === undefined
      ? {}
      : {
          pskCallback: (socket, identity) => {
            const key = pskOf(identity);
            if (key === undefined) return null;
            byKey.set(socket, identity);
            return Buffer.from(key);
          },
        }),
  };
  return { options, identityOf: (socket) => byKey.get(socket) ?? certifiedName(socket) };
}

function contextOf(tls: BrokerTls) {
  const { cert, key, pfx, passphrase, minVersion = "TLSv1.2", clientCa, pskOf } = tls;
  const hasCertificate = pfx !== undefined || (cert !== undefined && key !== undefined);
  if (!hasCertificate && pskOf === undefined) {
    throw new UsageError("WOT_ARGUMENT", "a broker needs cert and key, or pfx, or pskOf");
  }
  const context = {
    minVersion,
    ...(cert === undefined ? {} : { cert: asPem(cert) }),
    ...(key === undefined ? {} : { key: asPem(key) }),
    ...(pfx === undefined ? {} : { pfx: Buffer.from(pfx) }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(clientCa === undefined ? {} : { ca: [clientCa].flat().map(asPem) }),
    ...(pskOf === undefined ? {} : { ciphers: hasCertificate ? `HIGH:!aNULL:!MD5:!RC4:${pskCiphers}` : pskCiphers }),
  };
  try {
    createSecureContext(context);
  } catch (cause) {
    const message = "the certificate, key or passphrase of the broker cannot be used";
    throw new UsageError("WOT_ARGUMENT", message, { cause });
  }
  return context;
}

/** Several common names are none: which of them counts, nobody could say. */
function certifiedName(socket: TLSSocket): string | undefined {
  if (!socket.authorized) return undefined;
  const name: unknown = socket.getPeerCertificate()?.subject?.CN;
  return typeof name === "string" && name !== "" ? name : undefined;
}
