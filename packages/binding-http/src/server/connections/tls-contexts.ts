import { createSecureContext, type SecureContext, type SecureContextOptions, type TlsOptions } from "node:tls";
import { UsageError } from "@thingwright/errors";
import type { HttpServerTls, Pem, TlsIdentity } from "./http-server-tls.js";

/** The certificates of a server, one for each name that it is asked by, which can be changed while it runs. */
export class TlsContexts {
  #tls: HttpServerTls;
  #byName: ReadonlyMap<string, SecureContext>;

  /** @throws {UsageError} WOT_ARGUMENT for a key, a certificate or a passphrase that cannot be used */
  constructor(tls: HttpServerTls) {
    this.#tls = tls;
    this.#byName = contextsOf(tls);
  }

  /** What Node has to be told when the server is made. */
  options(): TlsOptions {
    return {
      ...contextOptions(this.#tls, this.#tls),
      requestCert: this.#tls.clientCa !== undefined,
      rejectUnauthorized: isRequired(this.#tls),
      SNICallback: (name, done) => done(null, this.#named(name)),
    };
  }

  /**
   * Changes the certificates for connections from now on, and says what Node has to be told.
   *
   * @throws {UsageError} WOT_ARGUMENT as above, or when clients' certificates were asked for and no longer are, or the other way
   */
  update(tls: HttpServerTls): SecureContextOptions {
    if (
      (tls.clientCa === undefined) !== (this.#tls.clientCa === undefined) ||
      isRequired(tls) !== isRequired(this.#tls)
    ) {
      throw new UsageError("WOT_ARGUMENT", "whether clients need a certificate cannot change while the server runs");
    }
    this.#byName = contextsOf(tls);
    this.#tls = tls;
    return contextOptions(tls, tls);
  }

  /** `undefined` for a name that has no certificate of its own: then the server's first one is shown. */
  #named(name: string): SecureContext | undefined {
    const host = name.toLowerCase();
    return this.#byName.get(host) ?? this.#byName.get(host.replace(/^[^.]+/, "*"));
  }
}

const isRequired = ({ clientCa, clientCertificate = "required" }: HttpServerTls): boolean =>
  clientCa !== undefined && clientCertificate === "required";

/** Makes the server's own context too, so that nothing unusable is found out at the first connection only. */
function contextsOf(tls: HttpServerTls): ReadonlyMap<string, SecureContext> {
  usable(tls, tls);
  const { servers = {} } = tls;
  return new Map(Object.entries(servers).map(([name, identity]) => [name.toLowerCase(), usable(tls, identity)]));
}

/** The cause is OpenSSL's, which names the trouble and no key. */
function usable(tls: HttpServerTls, identity: TlsIdentity): SecureContext {
  // Node takes an empty one for none, and would fail every handshake.
  const { key, cert } = identity;
  if (key.length === 0 || cert.length === 0)
    throw new UsageError("WOT_ARGUMENT", "a server needs a key and a certificate");
  try {
    return createSecureContext(contextOptions(tls, identity));
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", "the key, certificate or passphrase of the server cannot be used", { cause });
  }
}

const contextOptions = (
  { minVersion = "TLSv1.2", clientCa }: HttpServerTls,
  { key, cert, passphrase }: TlsIdentity,
): SecureContextOptions => ({
  minVersion,
  key: asPem(key),
  cert: asPem(cert),
  ...(passphrase === undefined ? {} : { passphrase }),
  ...(clientCa === undefined ? {} : { ca: [clientCa].flat().map(asPem) }),
});

const asPem = (pem: Pem): string | Buffer => (typeof pem === "string" ? pem : Buffer.from(pem));
