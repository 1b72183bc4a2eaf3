import { isIP } from "node:net";
import { HandshakeFault } from "../alert/alert.js";
import { CertificateType } from "../certificate/certificate-type.js";
import { signatureSchemes } from "../certificate/signature-scheme.js";
import type { CipherSuite } from "../crypto/cipher-suite.js";
import { Reader } from "../wire/reader.js";
import { uint8, uint16s, vector8, vector16 } from "../wire/writer.js";
import type { ClientConfig } from "./client-config.js";
import { type Extensions, ExtensionType } from "./extensions.js";
import type { ServerHello } from "./hello.js";
import { SECP256R1 } from "./key-exchange.js";

/** What a client offers in its hello, beside the suites. */
export function offeredExtensions({ suites, serverName, trust, identity }: ClientConfig, ownCid: Buffer): Extensions {
  const offered = new Map<number, Buffer>([
    [ExtensionType.renegotiation_info, vector8()],
    [ExtensionType.extended_master_secret, Buffer.alloc(0)],
    [ExtensionType.connection_id, vector8(ownCid)],
  ]);
  if (serverName !== undefined && isIP(serverName) === 0) {
    const hostName = Buffer.concat([uint8(0), vector16(Buffer.from(serverName, "ascii"))]);
    offered.set(ExtensionType.server_name, vector16(hostName));
  }
  if (suites.some(({ keyExchange }) => keyExchange !== "psk")) {
    offered.set(ExtensionType.supported_groups, uint16s([SECP256R1]));
    offered.set(ExtensionType.ec_point_formats, vector8(uint8(0)));
  }
  if (suites.some(({ keyExchange }) => keyExchange === "ecdhe_ecdsa")) {
    offered.set(ExtensionType.signature_algorithms, uint16s(signatureSchemes));
    if (trust?.publicKeys !== undefined) offered.set(ExtensionType.server_certificate_type, rawKeyOnly);
    if (identity?.type === CertificateType.rawPublicKey) offered.set(ExtensionType.client_certificate_type, rawKeyOnly);
  }
  return offered;
}

const rawKeyOnly = vector8(uint8(CertificateType.rawPublicKey));

/** What a server made of the offer. */
export interface Choice {
  readonly suite: CipherSuite;
  readonly extendedMasterSecret: boolean;
  /** The connection ID that the server asks for; `undefined` when it does not speak of any. */
  readonly serverCid: Buffer | undefined;
  /** What the client is to show when it is asked. */
  readonly clientType: number;
}

/** @throws {HandshakeFault} when the server chose what was not offered */
export function choiceOf(
  { cipherSuite, extensions }: ServerHello,
  offer: Extensions,
  { suites }: ClientConfig,
): Choice {
  const suite = suites.find(({ id }) => id === cipherSuite);
  if (suite === undefined)
    throw new HandshakeFault("illegal_parameter", "the server chose a suite that was not offered");
  for (const type of extensions.keys()) {
    if (!offer.has(type))
      throw new HandshakeFault("unsupported_extension", `the server answers extension ${type} unasked`);
  }
  const renegotiation = extensions.get(ExtensionType.renegotiation_info);
  if (renegotiation !== undefined && !renegotiation.equals(vector8())) {
    throw new HandshakeFault(
      "handshake_failure",
      "the server goes on with a session that is not there",
      "RFC 5746 §3.4",
    );
  }
  if (suite.keyExchange === "ecdhe_ecdsa") checkServerType(extensions, offer);
  const cid = extensions.get(ExtensionType.connection_id);
  return {
    suite,
    extendedMasterSecret: extensions.has(ExtensionType.extended_master_secret),
    serverCid: cid === undefined ? undefined : wholeVector8(cid),
    clientType: extensions.get(ExtensionType.client_certificate_type)?.[0] ?? CertificateType.x509,
  };
}

/** A server that shows certificates says nothing of types, or `x509`. */
function checkServerType(extensions: Extensions, offer: Extensions): void {
  const wanted = offer.has(ExtensionType.server_certificate_type) ? CertificateType.rawPublicKey : CertificateType.x509;
  const chosen = extensions.get(ExtensionType.server_certificate_type)?.[0] ?? CertificateType.x509;
  if (chosen !== wanted) {
    throw new HandshakeFault("unsupported_certificate", "the server shows no raw public key", "RFC 7250 §4.2");
  }
}

/** A vector that is all of `bytes`. @throws {HandshakeFault} decode_error */
export function wholeVector8(bytes: Buffer): Buffer {
  const reader = new Reader(bytes);
  const vector = reader.vector8();
  reader.end();
  return vector;
}
