import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { Clock } from "@thingwright/contracts";
import { NetworkError, UsageError } from "@thingwright/errors";

/** Which servers are what they say to be. */
export interface ServerTrust {
  /** Certificates (PEM) of servers, or of authorities that have signed theirs. */
  readonly certificates?: readonly string[];
  /** SHA-256 fingerprints of certificates of servers, in hexadecimal with or without colons. */
  readonly fingerprints?: readonly string[];
  /** Takes any certificate: whoever answers can be anybody. */
  readonly allowUntrusted?: boolean;
}

/** The fingerprint of a certificate as it is compared: hexadecimal digits alone. */
const bare = (fingerprint: string): string => fingerprint.replaceAll(":", "").toLowerCase();

/**
 * Refuses a server's certificate that is neither trusted by name nor signed by an authority that is, or whose time is over.
 *
 * @param der - the certificate, first in its chain
 * @param host - as the server is addressed; looked at where an authority vouches for many servers
 * @throws {NetworkError} WOT_NETWORK with its fingerprint, so that it can be trusted by it
 * @see OPC 10000-4 §6.1.3
 */
export function requireTrusted(der: Uint8Array, host: string, trust: ServerTrust, clock: Clock): void {
  if (trust.allowUntrusted === true) return;
  const certificate = readCertificate(der);
  const fingerprint = bare(certificate.fingerprint256);
  const isPinned = (trust.fingerprints ?? []).some((each) => bare(each) === fingerprint);
  const known = (trust.certificates ?? []).map(parsed);
  const now = clock.now();
  if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) {
    throw distrusted(`is not valid today (${certificate.validFrom} to ${certificate.validTo})`, fingerprint);
  }
  if (isPinned || known.some((each) => bare(each.fingerprint256) === fingerprint)) return;
  const isSigned = known.some(
    (authority) => authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
  );
  if (!isSigned) throw distrusted("is not trusted", fingerprint);
  if ((isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) === undefined) {
    throw distrusted(`is not for ${host}`, fingerprint);
  }
}

function readCertificate(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw new NetworkError("WOT_NETWORK", "the server's certificate cannot be read", { sent: false, cause });
  }
}

/** @throws {UsageError} WOT_ARGUMENT for what is no certificate */
function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", "a trusted certificate is no PEM certificate", { cause });
  }
}

const distrusted = (why: string, fingerprint: string): NetworkError =>
  new NetworkError("WOT_NETWORK", `the server's certificate ${why}; its SHA-256 fingerprint is ${fingerprint}`, {
    sent: false,
  });
