/** One PEM text or several. */
export type Pem = string | Uint8Array;

/** Lowest version of TLS that is spoken: older ones are broken (RFC 8996). */
export type TlsVersion = "TLSv1.2" | "TLSv1.3";

/** A certificate, with those that lead from it to an authority, and its key. */
export interface TlsIdentity {
  readonly key: Pem;
  readonly cert: Pem;
  /** Of an encrypted key. */
  readonly passphrase?: string;
}

/** How a server proves who it is, and how it knows its clients. */
export interface HttpServerTls extends TlsIdentity {
  /** Default `TLSv1.2`. Ciphers are those that Node.js thinks good. */
  readonly minVersion?: TlsVersion;
  /** Certificate authorities whose clients' certificates are taken. Set, a certificate is asked for. */
  readonly clientCa?: Pem | readonly Pem[];
  /**
   * What happens to a client without a certificate of `clientCa`: `required`, the default, ends the handshake; `optional` lets
   * it in as nobody, so that other security can serve.
   */
  readonly clientCertificate?: "required" | "optional";
  /**
   * What in a client's certificate says who it is. `commonName`, the default, is that of the subject; `subjectAltName` the
   * first URI, or else the first DNS name, or else the first mail address there (RFC 5280 §4.2.1.6). Every authority in
   * `clientCa` can write any name, so that only those belong there that give out names to be trusted.
   */
  readonly clientName?: "commonName" | "subjectAltName";
  /** Other identities by the name that a client asks for (RFC 6066 §3): `lamp.example`, or `*.example` for one label. */
  readonly servers?: Readonly<Record<string, TlsIdentity>>;
}
