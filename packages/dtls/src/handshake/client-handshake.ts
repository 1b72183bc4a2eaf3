import type { ECDH } from "node:crypto";
import { HandshakeFault } from "../alert/alert.js";
import { type CertificateIdentity, certificateMessage } from "../certificate/certificate-identity.js";
import { CertificateType } from "../certificate/certificate-type.js";
import { type JudgedPeer, judgePeer } from "../certificate/judge-peer.js";
import { checkSignature, signed } from "../certificate/signature-scheme.js";
import { pskPremaster, verifyData } from "../crypto/key-schedule.js";
import { DTLS_1_2 } from "../record/record.js";
import type { ClientConfig } from "./client-config.js";
import { choiceOf, offeredExtensions } from "./client-offer.js";
import type { Extensions } from "./extensions.js";
import { changeCipherSpec, type FlightItem } from "./flight.js";
import { Handshake, type HandshakeHost, type ProvenPeer } from "./handshake.js";
import { type HandshakeMessage, HandshakeType } from "./handshake-message.js";
import { encodeClientHello, RANDOM_BYTES, readHelloVerifyRequest, readServerHello } from "./hello.js";
import {
  encodeClientKeyExchange,
  encodeSignature,
  newEcdh,
  readServerKeyExchange,
  type ServerKeyExchange,
  sharedSecret,
} from "./key-exchange.js";
import { checkFinished, keyRecords, masterOf, type Negotiated } from "./secrets.js";

/** Requests to verify the hello that are followed. */
const MAX_VERIFICATIONS = 3;

/** Messages of a server's flight, in their order. */
const flightOrder: readonly number[] = [
  HandshakeType.server_hello,
  HandshakeType.certificate,
  HandshakeType.server_key_exchange,
  HandshakeType.certificate_request,
  HandshakeType.server_hello_done,
];

/**
 * The client's side of a full handshake.
 *
 * @see RFC 6347 §4.2, RFC 5246 §7.3
 */
export class ClientHandshake extends Handshake {
  readonly #config: ClientConfig;
  readonly #random: Buffer;
  readonly #offer: Extensions;
  #verifications = 0;
  /** Place in the server's flight of the last message; -1 before its hello. */
  #place = -1;
  #negotiated: Negotiated | undefined;
  #server: JudgedPeer | undefined;
  #exchange: ServerKeyExchange | undefined;
  #certificateRequested = false;
  #ownType: number = CertificateType.x509;
  #master: Buffer | undefined;

  constructor(host: HandshakeHost, config: ClientConfig) {
    super(host, 0);
    this.#config = config;
    this.#random = host.randomBytes(RANDOM_BYTES);
    this.#offer = offeredExtensions(config, host.ownCid);
  }

  start(): void {
    this.#sendHello(Buffer.alloc(0));
  }

  protected override step(message: HandshakeMessage): undefined {
    if (this.#master !== undefined) this.#finish(message);
    else if (message.type === HandshakeType.hello_verify_request) this.#verify(message);
    else this.#follow(message);
  }

  #sendHello(cookie: Buffer): void {
    const body = encodeClientHello({
      version: DTLS_1_2,
      random: this.#random,
      sessionId: Buffer.alloc(0),
      cookie,
      cipherSuites: this.#config.suites.map(({ id }) => id),
      extensions: this.#offer,
    });
    this.sendFlight([{ epoch: 0, message: this.message(HandshakeType.client_hello, body) }]);
  }

  #verify({ body }: HandshakeMessage): void {
    if (this.#place !== -1 || ++this.#verifications > MAX_VERIFICATIONS) throw unexpected();
    const cookie = readHelloVerifyRequest(body);
    this.transcript.clear();
    this.#sendHello(cookie);
  }

  /** Takes one message of the server's flight; which may be left out shows at its end. */
  #follow(message: HandshakeMessage): void {
    const place = flightOrder.indexOf(message.type);
    if (place <= this.#place || (this.#place === -1 && place !== 0)) throw unexpected();
    this.#place = place;
    this.transcript.add(message);
    const { body } = message;
    if (message.type === HandshakeType.server_hello) this.#hello(body);
    else if (message.type === HandshakeType.certificate) this.#certificate(body);
    else if (message.type === HandshakeType.server_key_exchange) this.#keyExchange(body);
    else if (message.type === HandshakeType.certificate_request) this.#certificateRequest();
    else this.#answer();
  }

  #hello(body: Buffer): void {
    const hello = readServerHello(body);
    const { suite, extendedMasterSecret, serverCid, clientType } = choiceOf(hello, this.#offer, this.#config);
    this.#ownType = clientType;
    this.#negotiated = {
      suite,
      extendedMasterSecret,
      randoms: { client: this.#random, server: hello.random },
      writeCid: serverCid ?? Buffer.alloc(0),
      readCid: serverCid === undefined ? Buffer.alloc(0) : this.host.ownCid,
    };
  }

  get #settled(): Negotiated {
    return this.#negotiated!;
  }

  #certificate(body: Buffer): void {
    const { trust, serverName } = this.#config;
    if (this.#settled.suite.keyExchange !== "ecdhe_ecdsa" || trust === undefined) throw unexpected();
    this.#server = judgePeer(body, "server", trust, serverName);
    if (this.#server === undefined) throw new HandshakeFault("bad_certificate", "the server has no certificate");
  }

  /** What it says of authorities is not looked at: there is one certificate, or none. */
  #certificateRequest(): void {
    if (this.#settled.suite.keyExchange !== "ecdhe_ecdsa") throw unexpected();
    this.#certificateRequested = true;
  }

  #keyExchange(body: Buffer): void {
    const { suite, randoms } = this.#settled;
    const exchange = readServerKeyExchange(body, suite.keyExchange);
    const { signature, parameters } = exchange;
    if (signature !== undefined) {
      if (this.#server === undefined) throw unexpected();
      const content = Buffer.concat([randoms.client, randoms.server, parameters!]);
      checkSignature(signature, content, this.#server.publicKey);
    }
    this.#exchange = exchange;
  }

  #answer(): void {
    const { keyExchange } = this.#settled.suite;
    if (keyExchange !== "psk" && this.#exchange === undefined) throw unexpected();
    const ecdh = keyExchange === "psk" ? undefined : newEcdh();
    const flight = [...this.#ownCertificate(), this.#ownKeyExchange(ecdh)];
    const master = masterOf(this.#premaster(ecdh), this.#settled, this.transcript);
    flight.push(...this.#proof());
    const finished = verifyData(master, "client", this.transcript.hash());
    const last: FlightItem = { epoch: 1, message: this.message(HandshakeType.finished, finished) };
    keyRecords(this.host.records, "client", master, this.#settled);
    this.host.keyed();
    this.#master = master;
    this.sendFlight([...flight, changeCipherSpec, last]);
  }

  /** What the server can take of what this side could show. */
  get #shown(): CertificateIdentity | undefined {
    const { identity } = this.#config;
    return identity?.type === this.#ownType ? identity : undefined;
  }

  /** A client without a certificate says so (RFC 5246 §7.4.6). */
  #ownCertificate(): FlightItem[] {
    if (!this.#certificateRequested) return [];
    const body = this.#shown?.message ?? certificateMessage([]);
    return [{ epoch: 0, message: this.message(HandshakeType.certificate, body) }];
  }

  #ownKeyExchange(ecdh: ECDH | undefined): FlightItem {
    const { keyExchange } = this.#settled.suite;
    const body = encodeClientKeyExchange({
      ...(keyExchange === "ecdhe_ecdsa" ? {} : { identity: Buffer.from(this.#config.psk!.identity) }),
      ...(ecdh === undefined ? {} : { point: ecdh.getPublicKey() }),
    });
    return { epoch: 0, message: this.message(HandshakeType.client_key_exchange, body) };
  }

  #premaster(ecdh: ECDH | undefined): Buffer {
    const shared = ecdh === undefined ? undefined : sharedSecret(ecdh, this.#exchange!.point!);
    return this.#settled.suite.keyExchange === "ecdhe_ecdsa" ? shared! : pskPremaster(this.#config.psk!.key, shared);
  }

  /** That the key of the certificate is this side's (RFC 5246 §7.4.8). */
  #proof(): FlightItem[] {
    const identity = this.#shown;
    if (!this.#certificateRequested || identity === undefined) return [];
    const body = encodeSignature(signed(this.transcript.bytes(), identity.key));
    return [{ epoch: 0, message: this.message(HandshakeType.certificate_verify, body) }];
  }

  #finish(message: HandshakeMessage): void {
    if (message.type !== HandshakeType.finished) throw unexpected();
    checkFinished(message.body, this.#master!, "server", this.transcript);
    this.complete({ suite: this.#settled.suite, peer: this.#peer() });
  }

  #peer(): ProvenPeer {
    return this.#server === undefined ? { by: "psk", identity: this.#config.psk!.identity } : provenPeer(this.#server);
  }
}

const provenPeer = ({ publicKey: _, ...peer }: JudgedPeer): ProvenPeer => peer;

const unexpected = (): HandshakeFault =>
  new HandshakeFault("unexpected_message", "the server sent a message of the handshake out of turn");
