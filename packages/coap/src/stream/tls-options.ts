import { constants } from "node:crypto";
import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity, DEFAULT_CIPHERS, type TlsOptions } from "node:tls";
import { UsageError } from "@thingwright/errors";

/** Protocol name of CoAP in the handshake (RFC 8323 §8.2, §11.6). */
export const ALPN_COAP = "coap";

/** One or more certificates or keys in PEM. */
export type Pem = string | Uint8Array;

/** A certificate, with those that lead from it to an authority, and its key; PEM. */
export interface TlsIdentity {
  readonly cert: Pem;
  readonly key: Pem;
  /** Of an encrypted key. */
  readonly passphrase?: string;
}

/** What this side is as a client over TLS: a pre-shared key, or trust in certificates. */
export interface TcpClientTls {
  /** A key that both sides have; no certificate is looked at then. */
  readonly psk?: { readonly identity: string; readonly key: Uint8Array };
  /** Certificate authorities to trust in place of the system's; PEM. */
  readonly ca?: Pem | readonly Pem[];
  /** Shown to servers that ask. */
  readonly identity?: TlsIdentity;
  /** Name that the server's certificate must be for. Default: the host of the URI. */
  readonly serverName?: string;
  /**
   * Whether the server must name its protocol (ALPN) at other ports than 5684, as RFC 8323 §8.2 has it. libcoap's servers
   * do not with keys, nor ever over GnuTLS: `optional` is for them. Default `required`.
   */
  readonly alpn?: "required" | "optional";
  /** Takes any certificate of the server, forged ones too. For test benches. Default `false`. */
  readonly allowUntrusted?: boolean;
  /** Cipher suites by OpenSSL's names, between colons. Default: those of Node.js, or those of pre-shared keys. */
  readonly ciphers?: string;
}

/** What this side is as a server over TLS: the keys of its clients, or a certificate, or both. */
export interface TcpServerTls {
  /** Finds the key of an identity. It must say at once: `node:tls` does not wait. */
  readonly psk?: (identity: string) => Uint8Array | undefined;
  /** Tells clients which of their identities to use (RFC 4279 §2). Default: nothing. */
  readonly pskIdentityHint?: string;
  readonly identity?: TlsIdentity;
  /** Certificate authorities whose clients' certificates are taken; PEM. Set, a certificate is asked for. */
  readonly clientCa?: Pem | readonly Pem[];
  /** What happens to a client without a certificate. Default `required`: its handshake ends. */
  readonly clientCertificate?: "required" | "optional";
  /** Cipher suites by OpenSSL's names, between colons. Default: those of Node.js, those of pre-shared keys, or both. */
  readonly ciphers?: string;
}

/** Suites of pre-shared keys, those with a secret for each session first; CCM_8 is what small devices have (RFC 7925 §4.2). */
const PSK_CIPHERS = [
  "ECDHE-PSK-CHACHA20-POLY1305",
  "DHE-PSK-AES128-GCM-SHA256",
  "PSK-AES128-GCM-SHA256",
  "PSK-AES256-GCM-SHA384",
  "PSK-AES128-CCM",
  "PSK-AES128-CCM8",
].join(":");
/** Else OpenSSL leaves out CCM_8, for its tag of 64 bits. */
const WITH_CCM8 = "@SECLEVEL=0";

/** The default without its ban on pre-shared keys. */
const WITH_PSK = DEFAULT_CIPHERS.replace(":!PSK", "");

/** The options of `node:tls` for a connection to `host`. */
export function connectionOptions(tls: TcpClientTls, host: string): ConnectionOptions {
  const { psk, identity, serverName = host, allowUntrusted = false } = tls;
  const servername = isIP(serverName) === 0 ? serverName : "";
  const common: ConnectionOptions = { ALPNProtocols: [ALPN_COAP], servername, minVersion: "TLSv1.2" };
  if (psk !== undefined) {
    const { identity: name, key } = psk;
    return {
      ...common,
      ciphers: tls.ciphers ?? PSK_CIPHERS + WITH_CCM8,
      maxVersion: "TLSv1.2",
      pskCallback: () => ({ identity: name, psk: key }),
      checkServerIdentity: () => undefined,
    };
  }
  return {
    ...common,
    ...(tls.ciphers !== undefined && { ciphers: tls.ciphers }),
    ...(tls.ca !== undefined && { ca: listOf(tls.ca) }),
    ...(identity !== undefined && identityOptions(identity)),
    rejectUnauthorized: !allowUntrusted,
    checkServerIdentity: (_host, certificate) =>
      allowUntrusted ? undefined : checkServerIdentity(serverName, certificate),
  };
}

/**
 * The options of `node:tls` for a server. Sessions are not resumed: nobody is asked for a key then, so that it would not be
 * known any more who the peer is.
 *
 * @param onIdentity - told who a client says that it is, when its key is asked for
 * @throws {UsageError} WOT_ARGUMENT if there is nothing for a server to be known by
 */
export function serverOptions(tls: TcpServerTls, onIdentity: (socket: object, identity: string) => void): TlsOptions {
  const { psk, identity, clientCa, clientCertificate = "required" } = tls;
  if (psk === undefined && identity === undefined)
    throw new UsageError("WOT_ARGUMENT", "a server over TLS needs a certificate or the keys of its clients");
  return {
    ALPNProtocols: [ALPN_COAP],
    minVersion: "TLSv1.2",
    secureOptions: constants.SSL_OP_NO_TICKET,
    ciphers: tls.ciphers ?? defaultCiphers(tls),
    ...(identity !== undefined && identityOptions(identity)),
    ...(clientCa !== undefined && { ca: listOf(clientCa), requestCert: true }),
    rejectUnauthorized: clientCertificate === "required",
    ...(psk !== undefined && pskOptions(psk, tls.pskIdentityHint, onIdentity)),
  };
}

function pskOptions(
  psk: NonNullable<TcpServerTls["psk"]>,
  hint: string | undefined,
  onIdentity: (socket: object, identity: string) => void,
): TlsOptions {
  return {
    ...(hint !== undefined && { pskIdentityHint: hint }),
    pskCallback: (socket, name) => {
      const key = keyOf(psk, name);
      if (key !== undefined) onIdentity(socket, name);
      return key ?? null;
    },
  };
}

/** A look-up that throws, or gives a promise, finds nothing: it must not end the process. */
function keyOf(psk: NonNullable<TcpServerTls["psk"]>, identity: string): Uint8Array | undefined {
  try {
    const key: unknown = psk(identity);
    return key instanceof Uint8Array ? key : undefined;
  } catch {
    return undefined;
  }
}

function defaultCiphers({ psk, identity }: TcpServerTls): string {
  if (psk === undefined) return DEFAULT_CIPHERS;
  return (identity === undefined ? PSK_CIPHERS : `${PSK_CIPHERS}:${WITH_PSK}`) + WITH_CCM8;
}

function identityOptions({ cert, key, passphrase }: TlsIdentity): Pick<TlsOptions, "cert" | "key" | "passphrase"> {
  const options = { cert: bufferOf(cert), key: bufferOf(key) };
  return passphrase === undefined ? options : { ...options, passphrase };
}

const listOf = (pem: Pem | readonly Pem[]): (string | Buffer)[] =>
  (typeof pem === "string" || pem instanceof Uint8Array ? [pem] : [...pem]).map(bufferOf);
const bufferOf = (pem: Pem): string | Buffer => (typeof pem === "string" ? pem : Buffer.from(pem));
