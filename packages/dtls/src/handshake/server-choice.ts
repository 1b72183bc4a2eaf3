import { HandshakeFault } from "../alert/alert.js";
import { CertificateType, takesType } from "../certificate/certificate-type.js";
import { ECDSA_SHA256 } from "../certificate/signature-scheme.js";
import type { CipherSuite } from "../crypto/cipher-suite.js";
import { DTLS_1_2 } from "../record/record.js";
import { Reader } from "../wire/reader.js";
import { uint8, vector8 } from "../wire/writer.js";
import { wholeVector8 } from "./client-offer.js";
import { type Extensions, ExtensionType } from "./extensions.js";
import { type ClientHello, EMPTY_RENEGOTIATION_INFO_SCSV } from "./hello.js";
import { SECP256R1 } from "./key-exchange.js";
import type { ServerConfig } from "./server-config.js";

/** What a server makes of a client's hello. */
export interface ServerChoice {
  readonly suite: CipherSuite;
  readonly extendedMasterSecret: boolean;
  /** The connection ID that the client asks for; `undefined` when it does not speak of any. */
  readonly clientCid: Buffer | undefined;
  readonly asksForCertificate: boolean;
  /** What goes into the server's hello. */
  readonly extensions: Extensions;
}

/** @throws {HandshakeFault} protocol_version, handshake_failure */
export function serverChoice(hello: ClientHello, config: ServerConfig, ownCid: Buffer): ServerChoice {
  // Versions count down: 1.3 is fefc.
  if (hello.version > DTLS_1_2) throw new HandshakeFault("protocol_version", "the client does not speak DTLS 1.2");
  const suite = config.suites.find(
    (each) => hello.cipherSuites.includes(each.id) && isPossible(each, hello.extensions, config),
  );
  if (suite === undefined)
    throw new HandshakeFault("handshake_failure", "the client offers no cipher suite that can be used");
  const cid = hello.extensions.get(ExtensionType.connection_id);
  const clientCid = cid === undefined ? undefined : wholeVector8(cid);
  const extensions = answers(hello, suite, clientCid === undefined ? undefined : ownCid);
  const asksForCertificate =
    suite.keyExchange === "ecdhe_ecdsa" && config.trust !== undefined && canShow(hello.extensions, config);
  if (suite.keyExchange === "ecdhe_ecdsa") addTypes(extensions, hello, config, asksForCertificate);
  return {
    suite,
    extendedMasterSecret: hello.extensions.has(ExtensionType.extended_master_secret),
    clientCid,
    extensions,
    asksForCertificate,
  };
}

/** A client that says nothing of curves and signatures takes any (RFC 8422 §4, RFC 5246 §7.4.1.4.1). */
function isPossible({ keyExchange }: CipherSuite, extensions: Extensions, config: ServerConfig): boolean {
  if (keyExchange === "psk") return true;
  if (!offers(extensions.get(ExtensionType.supported_groups), SECP256R1)) return false;
  if (keyExchange === "ecdhe_psk") return true;
  if (!offers(extensions.get(ExtensionType.signature_algorithms), ECDSA_SHA256)) return false;
  const { identity, trust, clientCertificate } = config;
  if (!takesType(extensions.get(ExtensionType.server_certificate_type), identity!.type)) return false;
  return trust === undefined || clientCertificate === "optional" || canShow(extensions, config);
}

/** Whether the client can show what this server knows how to judge (RFC 7250 §4.2). */
const canShow = (extensions: Extensions, { trust }: ServerConfig): boolean =>
  takesType(extensions.get(ExtensionType.client_certificate_type), typeOf(trust));

const typeOf = (trust: ServerConfig["trust"]): number =>
  trust?.publicKeys === undefined ? CertificateType.x509 : CertificateType.rawPublicKey;

const offers = (data: Buffer | undefined, wanted: number): boolean =>
  data === undefined || new Reader(data).uint16s().includes(wanted);

function addTypes(answer: Map<number, Buffer>, hello: ClientHello, config: ServerConfig, asks: boolean): void {
  const { server_certificate_type, client_certificate_type } = ExtensionType;
  if (hello.extensions.has(server_certificate_type)) answer.set(server_certificate_type, uint8(config.identity!.type));
  if (asks && hello.extensions.has(client_certificate_type)) {
    answer.set(client_certificate_type, uint8(typeOf(config.trust)));
  }
}

function answers(hello: ClientHello, { keyExchange }: CipherSuite, ownCid: Buffer | undefined): Map<number, Buffer> {
  const asked = hello.extensions;
  const extensions = new Map<number, Buffer>();
  const renegotiation = asked.get(ExtensionType.renegotiation_info);
  if (renegotiation !== undefined && !renegotiation.equals(vector8())) {
    throw new HandshakeFault(
      "handshake_failure",
      "the client goes on with a session that is not there",
      "RFC 5746 §3.6",
    );
  }
  if (renegotiation !== undefined || hello.cipherSuites.includes(EMPTY_RENEGOTIATION_INFO_SCSV)) {
    extensions.set(ExtensionType.renegotiation_info, vector8());
  }
  if (asked.has(ExtensionType.extended_master_secret)) {
    extensions.set(ExtensionType.extended_master_secret, Buffer.alloc(0));
  }
  if (keyExchange !== "psk" && asked.has(ExtensionType.ec_point_formats)) {
    extensions.set(ExtensionType.ec_point_formats, vector8(uint8(0)));
  }
  if (ownCid !== undefined) extensions.set(ExtensionType.connection_id, vector8(ownCid));
  return extensions;
}
