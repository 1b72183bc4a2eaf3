import type { WotError } from "@thingwright/errors";
import type { DatagramCarrier } from "./carrier.js";
import type { DtlsIdentity } from "./certificate/certificate-identity.js";
import type { Pem } from "./certificate/pem.js";
import type { DtlsClock } from "./clock.js";
import type { PreSharedKey } from "./handshake/client-config.js";
import type { PskLookup } from "./handshake/server-config.js";
import type { DtlsLimits } from "./limits.js";

/** How a certificate of the peer is judged. */
export interface DtlsTrust {
  /**
   * Public keys of servers by a name of your choice, PEM: then raw public keys are taken (RFC 7250), and no certificates. The
   * server needs no `serverName`.
   */
  readonly publicKeys?: Readonly<Record<string, Pem>>;
  /** Certificate authorities to trust in place of the system's; PEM. */
  readonly ca?: Pem | readonly Pem[];
  /** Takes any certificate of the server, forged ones too. For test benches. Default `false`. */
  readonly allowUntrusted?: boolean;
}

/** What this side is as a client: a pre-shared key, or trust in certificates, or both. */
export interface DtlsClientOptions {
  readonly psk?: PreSharedKey;
  /** Set, servers with certificates are spoken to. */
  readonly trust?: DtlsTrust;
  /** Shown to servers that ask. */
  readonly identity?: DtlsIdentity;
  /**
   * Name that servers are asked by (RFC 6066 §3), and whose certificate they must have. Needed with `trust`, unless it
   * allows the untrusted: an address from a datagram proves nothing.
   */
  readonly serverName?: string;
}

/** What this side is as a server: the keys of its clients, or a certificate, or both. */
export interface DtlsServerOptions {
  /** Finds the key of an identity. */
  readonly psk?: PskLookup;
  /** Tells clients which of their identities to use (RFC 4279 §2). Default: nothing. */
  readonly pskIdentityHint?: string;
  readonly identity?: DtlsIdentity;
  /** Certificate authorities whose clients' certificates are taken. Set, a certificate is asked for. */
  readonly clientCa?: Pem | readonly Pem[];
  /** Public keys of clients by their identities, PEM, in place of `clientCa`: raw public keys are asked for (RFC 7250). */
  readonly clientKeys?: Readonly<Record<string, Pem>>;
  /** What happens to a client without a certificate. Default `required`: its handshake ends. */
  readonly clientCertificate?: "required" | "optional";
}

export interface DtlsTransportOptions {
  /** What carries the encrypted datagrams, such as `udpTransport()` of `@thingwright/coap`. */
  readonly over: DatagramCarrier;
  /** Set, sending to an address opens a session with it. */
  readonly client?: DtlsClientOptions;
  /** Set, sessions that others open are taken. */
  readonly server?: DtlsServerOptions;
  /** Names of cipher suites to speak, in order of preference. Default: all that the credentials serve for. */
  readonly cipherSuites?: readonly string[];
  /**
   * Length of the connection IDs that peers put into their records, so that their sessions outlive a change of address
   * (RFC 9146); 0 for none. Default 6 for a server, 0 for a client alone.
   */
  readonly connectionIdBytes?: number;
  readonly limits?: Partial<DtlsLimits>;
  readonly clock?: DtlsClock;
  /** Milliseconds since 1970, for the times of certificates. Default: the system's. */
  readonly wallClock?: () => number;
  /** Default: the system's secure source. */
  readonly randomBytes?: (length: number) => Uint8Array;
  /** Told of handshakes that failed and faults that no caller hears of. Default: nothing. */
  readonly onError?: (error: WotError) => void;
}
