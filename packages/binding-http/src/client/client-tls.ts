import { UsageError } from "@thingwright/errors";

/** How `https:` peers are checked, and what this client shows them; PEM. */
export interface HttpOriginTls {
  /** Certificate authorities to trust in place of the system's. */
  readonly ca?: string | readonly string[];
  readonly cert?: string;
  readonly key?: string;
  /** Of an encrypted key. */
  readonly passphrase?: string;
  /** Lowest version of TLS that is spoken. Default `TLSv1.2`. */
  readonly minVersion?: "TLSv1.2" | "TLSv1.3";
  /**
   * Name that the peer's certificate must be for, in place of the address's: for devices that are reached by an IP address and
   * have a certificate for their serial number.
   */
  readonly peerName?: string;
  /** Takes any certificate: anybody on the way can then read and change everything. Default false. */
  readonly allowUntrusted?: boolean;
}

export interface HttpClientTls extends HttpOriginTls {
  /**
   * What counts for single origins in place of all of the above, by origin (`https://lamp.local:8443`): a client certificate is
   * shown to nobody else.
   */
  readonly origins?: Readonly<Record<string, HttpOriginTls>>;
}

/** Certificates, or where the present ones come from: asked for each new connection, so that new ones count at once. */
export type HttpClientTlsOption = HttpClientTls | (() => HttpClientTls);

/** What counts for the connections to `origin`. */
export function tlsFor(option: HttpClientTlsOption, origin: string): HttpOriginTls {
  const tls = typeof option === "function" ? option() : option;
  const { origins = {} } = tls;
  return Object.hasOwn(origins, origin) ? origins[origin]! : tls;
}

/** @throws {UsageError} WOT_ARGUMENT for a name in `origins` that is no origin: what it says would never count */
export function checkedTls(option: HttpClientTlsOption): HttpClientTlsOption {
  if (typeof option === "function") return option;
  for (const origin of Object.keys(option.origins ?? {})) {
    if (!origin.startsWith("https:") || !URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new UsageError("WOT_ARGUMENT", `tls.origins has a name that is no https origin: ${origin}`);
    }
  }
  return option;
}
