import type { KeyObject, X509Certificate } from "node:crypto";
import { HandshakeFault } from "../alert/alert.js";
import { Reader } from "../wire/reader.js";
import { checkChain, checkName, commonName, type KnownKey, type PeerTrust, readCertificates } from "./peer-trust.js";

/** A peer whose key is good, once it has proved to have the other half. */
export interface JudgedPeer {
  readonly by: "certificate" | "publicKey";
  readonly publicKey: KeyObject;
  readonly identity?: string;
  readonly certificate?: X509Certificate;
}

/**
 * Judges what a peer shows; `undefined` when it shows nothing.
 *
 * @param name - that a server's certificate must be for
 * @throws {HandshakeFault} with the alert that says what is wrong
 */
export function judgePeer(
  body: Buffer,
  peer: "client" | "server",
  trust: PeerTrust,
  name?: string,
): JudgedPeer | undefined {
  if (trust.publicKeys !== undefined) return judgeKey(body, trust.publicKeys);
  const chain = readCertificates(body);
  const [certificate] = chain;
  if (certificate === undefined) return undefined;
  checkChain(chain, peer, trust);
  if (name !== undefined && !trust.allowUntrusted) checkName(certificate, name);
  const identity = trust.allowUntrusted ? undefined : commonName(certificate);
  const { publicKey } = certificate;
  return { by: "certificate", publicKey, certificate, ...(identity === undefined ? {} : { identity }) };
}

function judgeKey(body: Buffer, keys: ReadonlyMap<string, KnownKey>): JudgedPeer | undefined {
  const reader = new Reader(body);
  const shown = reader.vector24();
  reader.end();
  if (shown.length === 0) return undefined;
  const known = keys.get(shown.toString("base64"));
  if (known === undefined) throw new HandshakeFault("certificate_unknown", "the peer's public key is not known");
  return { by: "publicKey", publicKey: known.key, identity: known.name };
}
