import type { CertificateIdentity } from "../certificate/certificate-identity.js";
import type { PeerTrust } from "../certificate/peer-trust.js";
import type { CipherSuite } from "../crypto/cipher-suite.js";

/** A key that both sides have, and the name it goes by. */
export interface PreSharedKey {
  readonly identity: string;
  readonly key: Uint8Array;
}

/** What a client brings into each handshake. */
export interface ClientConfig {
  readonly suites: readonly CipherSuite[];
  readonly psk: PreSharedKey | undefined;
  /** How servers' certificates are judged. */
  readonly trust: PeerTrust | undefined;
  /** What is shown to servers that ask. */
  readonly identity: CertificateIdentity | undefined;
  /** Name of the server: asked for, and looked for in its certificate. */
  readonly serverName: string | undefined;
}
