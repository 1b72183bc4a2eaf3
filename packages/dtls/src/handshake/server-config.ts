import type { CertificateIdentity } from "../certificate/certificate-identity.js";
import type { PeerTrust } from "../certificate/peer-trust.js";
import type { CipherSuite } from "../crypto/cipher-suite.js";

/** Finds the key of an identity; `undefined` for one that is not known. */
export type PskLookup = (identity: string) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/** What a server brings into each handshake. */
export interface ServerConfig {
  readonly suites: readonly CipherSuite[];
  readonly psk: PskLookup | undefined;
  readonly pskIdentityHint: string | undefined;
  readonly identity: CertificateIdentity | undefined;
  /** How clients' certificates are judged; without it none is asked for. */
  readonly trust: PeerTrust | undefined;
  readonly clientCertificate: "required" | "optional";
}
