import { type CoapScheme, parseCoapUri } from "@thingwright/coap";
import type { PreSharedKey } from "@thingwright/contracts";
import type { DtlsLimits } from "@thingwright/dtls";
import { isWotError, UsageError } from "@thingwright/errors";
import { identityIn } from "../tls-identity.js";

/** How peers of `coaps:` and `coaps+tcp:` addresses are checked, and what this client shows them; PEM. */
export interface CoapOriginTls {
  /** Certificate authorities to trust in place of the system's. */
  readonly ca?: string | readonly string[];
  /**
   * Public keys of servers by a name of your choice: then raw public keys are taken (RFC 7250), and no certificates. For DTLS
   * only.
   */
  readonly publicKeys?: Readonly<Record<string, string>>;
  /** Certificate of this side, with those that lead from it to an authority. Credentials of a Thing come before it. */
  readonly cert?: string;
  /** Of `cert`; alone it is a raw public key that this side shows, over DTLS only. */
  readonly key?: string;
  /** Of an encrypted key. */
  readonly passphrase?: string;
  /** A key that both sides share, in place of certificates. Credentials of a Thing come before it. */
  readonly psk?: PreSharedKey;
  /** Name that the peer's certificate must be for, in place of the address's. */
  readonly peerName?: string;
  /** Names of cipher suites of DTLS to speak, in order of preference. Default: all of `@thingwright/dtls`. */
  readonly cipherSuites?: readonly string[];
  /** Whether a server over TLS must name its protocol, see `TcpClientTls` of `@thingwright/coap`. Default `required`. */
  readonly alpn?: "required" | "optional";
  /** Takes any certificate: anybody on the way can then read and change everything. Default false. */
  readonly allowUntrusted?: boolean;
}

export interface CoapClientTls extends CoapOriginTls {
  /** What counts for single peers in place of all of the above, by `coaps://host:port` or `coaps+tcp://host:port`, the port always written out. */
  readonly origins?: Readonly<Record<string, CoapOriginTls>>;
  /** Limits of handshakes and sessions of DTLS. */
  readonly limits?: Partial<DtlsLimits>;
}

/** What counts for the peer at `origin`. */
export function tlsFor(tls: CoapClientTls, origin: string): CoapOriginTls {
  const { origins = {} } = tls;
  return Object.hasOwn(origins, origin) ? origins[origin]! : tls;
}

/**
 * @throws {UsageError} WOT_ARGUMENT for a name in `origins` that is no such address, as what it says would never count, and
 *   for a certificate without its key
 */
export function checkedTls(tls: CoapClientTls): CoapClientTls {
  identityIn(tls);
  for (const [origin, own] of Object.entries(tls.origins ?? {})) {
    identityIn(own);
    if (originIn(origin) !== origin) {
      throw new UsageError(
        "WOT_ARGUMENT",
        `tls.origins has a name that is no coaps://host:port or coaps+tcp://host:port: ${origin}`,
      );
    }
  }
  return tls;
}

/** The origin of a peer as it stands in `origins`. */
export const originOf = (
  scheme: CoapScheme,
  { host, port }: { readonly host: string; readonly port: number },
): string => `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;

function originIn(text: string): string | undefined {
  const scheme = text.startsWith("coaps+tcp:") ? "coaps+tcp" : "coaps";
  try {
    return originOf(scheme, parseCoapUri(text, scheme));
  } catch (error) {
    if (!isWotError(error)) throw error;
    return undefined;
  }
}
