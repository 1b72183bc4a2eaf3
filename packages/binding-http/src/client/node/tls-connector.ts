import { type ConnectionOptions, checkServerIdentity, type TLSSocket } from "node:tls";
import { buildConnector } from "undici";
import type { HttpClientSettings } from "../client-options.js";
import { type HttpOriginTls, tlsFor } from "../client-tls.js";

/** What Node has to be told to connect with `tls`. */
export const connectionOptions = ({ ca, cert, key, passphrase, minVersion, peerName, allowUntrusted }: HttpOriginTls) =>
  ({
    rejectUnauthorized: allowUntrusted !== true,
    minVersion: minVersion ?? "TLSv1.2",
    ...(peerName === undefined ? {} : { checkServerIdentity: (_, peer) => checkServerIdentity(peerName, peer) }),
    ...(ca === undefined ? {} : { ca: [ca].flat() }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
  }) satisfies ConnectionOptions;

/** Connects to one origin by TLS, with the certificates that count at the moment. */
export class TlsConnector {
  readonly #origin: string;
  readonly #settings: HttpClientSettings;
  readonly #allowH2: boolean;
  #tls: HttpOriginTls | undefined;
  #connect: buildConnector.connector | undefined;

  /** @param allowH2 - whether HTTP/2 is offered by ALPN */
  constructor(origin: string, settings: HttpClientSettings, allowH2: boolean) {
    this.#origin = origin;
    this.#settings = settings;
    this.#allowH2 = allowH2;
  }

  /** For undici, which says where to. Never throws. */
  readonly connect = (options: buildConnector.Options, done: buildConnector.Callback): void => {
    try {
      this.#current()(options, done);
    } catch (error) {
      done(error as Error, null);
    }
  };

  /** The same without undici. */
  open(done: (error: Error | null, socket: TLSSocket | null) => void): void {
    const { protocol, host, hostname, port } = new URL(this.#origin);
    this.connect({ protocol, host, hostname: hostname.replace(/^\[(.*)\]$/, "$1"), port }, (error, socket) =>
      done(error, (socket ?? null) as TLSSocket | null),
    );
  }

  /** Kept as long as the certificates are the same: it resumes sessions. */
  #current(): buildConnector.connector {
    const tls = tlsFor(this.#settings.tls, this.#origin);
    if (this.#connect === undefined || tls !== this.#tls) {
      this.#tls = tls;
      const timeout = this.#settings.limits.connectTimeoutMs;
      this.#connect = buildConnector({ ...connectionOptions(tls), timeout, allowH2: this.#allowH2 });
    }
    return this.#connect;
  }
}
