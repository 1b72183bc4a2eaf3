import { createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import { UsageError } from "@thingwright/errors";
import { HandshakeFault } from "../alert/alert.js";
import { Reader } from "../wire/reader.js";
import { certificatesIn, type Pem } from "./pem.js";

const MAX_CHAIN = 8;

/** Extended key usages (RFC 5280 §4.2.1.12). */
const purposes = { server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2" } as const;
const anyPurpose = "2.5.29.37.0";

/** A raw public key, and who has its other half. */
export interface KnownKey {
  readonly name: string;
  readonly key: KeyObject;
}

/** How certificates of peers are judged. */
export interface PeerTrust {
  /** Keys that are known by themselves, by their SubjectPublicKeyInfo in base64: then no certificate is taken. */
  readonly publicKeys: ReadonlyMap<string, KnownKey> | undefined;
  readonly authorities: readonly X509Certificate[];
  /** Takes any certificate, forged ones too. */
  readonly allowUntrusted: boolean;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
}

/** @throws {UsageError} WOT_ARGUMENT */
export function peerTrust(
  ca: Pem | readonly Pem[] | undefined,
  allowUntrusted: boolean,
  wallClock: () => number,
): PeerTrust {
  const pems = ca === undefined ? rootCertificates : isList(ca) ? ca : [ca];
  return {
    publicKeys: undefined,
    authorities: allowUntrusted ? [] : pems.flatMap((pem) => certificatesIn(pem, "ca")),
    allowUntrusted,
    wallClock,
  };
}

/** Trust in single keys (RFC 7250). @throws {UsageError} WOT_ARGUMENT */
export function keyTrust(keys: Readonly<Record<string, Pem>>): PeerTrust {
  const publicKeys = new Map<string, KnownKey>();
  for (const [name, pem] of Object.entries(keys)) {
    const key = publicKeyIn(pem, name);
    publicKeys.set(key.export({ type: "spki", format: "der" }).toString("base64"), { name, key });
  }
  return { publicKeys, authorities: [], allowUntrusted: false, wallClock: () => 0 };
}

function publicKeyIn(pem: Pem, name: string): KeyObject {
  try {
    const key = createPublicKey(typeof pem === "string" ? pem : Buffer.from(pem));
    if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") return key;
  } catch {
    // Said below.
  }
  throw new UsageError("WOT_ARGUMENT", `the public key of ${name} is none on the curve P-256`);
}

const isList = (ca: Pem | readonly Pem[]): ca is readonly Pem[] => Array.isArray(ca);

/** The certificates of a Certificate message, the peer's own first. @throws {HandshakeFault} */
export function readCertificates(body: Buffer): readonly X509Certificate[] {
  const reader = new Reader(body);
  const list = new Reader(reader.vector24());
  reader.end();
  const chain: X509Certificate[] = [];
  while (!list.isAtEnd) {
    if (chain.length === MAX_CHAIN) throw new HandshakeFault("bad_certificate", "the peer's chain is too long");
    chain.push(certificateOf(list.vector24()));
  }
  return chain;
}

function certificateOf(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw new HandshakeFault("bad_certificate", "a certificate of the peer cannot be read");
  }
}

/**
 * Judges the chain of a peer: signatures up to an authority, times, purpose.
 *
 * @throws {HandshakeFault} with the alert that says what is wrong
 * @see RFC 5280 §6
 */
export function checkChain(chain: readonly X509Certificate[], peer: keyof typeof purposes, trust: PeerTrust): void {
  const [leaf] = chain;
  if (leaf === undefined) throw new HandshakeFault("bad_certificate", "the peer has no certificate");
  if (leaf.publicKey.asymmetricKeyType !== "ec") {
    throw new HandshakeFault("unsupported_certificate", "the peer's certificate has no key for ECDSA");
  }
  if (trust.allowUntrusted) return;
  const usages = leaf.keyUsage as readonly string[] | undefined;
  if (usages !== undefined && !usages.includes(purposes[peer]) && !usages.includes(anyPurpose)) {
    throw new HandshakeFault("unsupported_certificate", `the peer's certificate is not for a ${peer}`);
  }
  checkPath(leaf, chain.slice(1), trust);
}

function checkPath(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  { authorities, wallClock }: PeerTrust,
): void {
  let current = leaf;
  for (let depth = 0; depth <= MAX_CHAIN; depth++) {
    checkTimes(current, wallClock());
    if (authorities.some(({ raw }) => raw.equals(current.raw))) return;
    const authority = authorities.find((each) => each.ca && issued(each, current));
    if (authority !== undefined) {
      checkTimes(authority, wallClock());
      return;
    }
    const issuer = others.find((each) => each.ca && issued(each, current));
    if (issuer === undefined || issuer.raw.equals(current.raw)) break;
    current = issuer;
  }
  throw new HandshakeFault("unknown_ca", "the peer's certificate does not lead to an authority that is trusted");
}

const issued = (issuer: X509Certificate, subject: X509Certificate): boolean =>
  subject.checkIssued(issuer) && subject.verify(issuer.publicKey);

function checkTimes({ validFrom, validTo }: X509Certificate, now: number): void {
  if (now < Date.parse(validFrom))
    throw new HandshakeFault("certificate_expired", "a certificate of the peer is not valid yet");
  if (now > Date.parse(validTo))
    throw new HandshakeFault("certificate_expired", "a certificate of the peer has expired");
}

/** @throws {HandshakeFault} bad_certificate when the certificate is not that of `name` (RFC 6125, RFC 9525) */
export function checkName(certificate: X509Certificate, name: string): void {
  const found = isIP(name) === 0 ? certificate.checkHost(name, { subject: "never" }) : certificate.checkIP(name);
  if (found === undefined) throw new HandshakeFault("bad_certificate", `the server's certificate is not for ${name}`);
}

/** Common name of the subject, which is who a client is. Several are none: which of them counts, nobody could say. */
export function commonName(certificate: X509Certificate): string | undefined {
  const name: unknown = certificate.toLegacyObject().subject?.CN;
  return typeof name === "string" && name !== "" ? name : undefined;
}
