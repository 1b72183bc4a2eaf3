import type { ECDH } from "node:crypto";
import { HandshakeFault } from "../alert/alert.js";
import { type JudgedPeer, judgePeer } from "../certificate/judge-peer.js";
import { checkSignature, signatureSchemes, signed } from "../certificate/signature-scheme.js";
import { pskPremaster, verifyData } from "../crypto/key-schedule.js";
import { Reader } from "../wire/reader.js";
import { uint8, uint16s, vector8, vector16 } from "../wire/writer.js";
import { changeCipherSpec, type FlightItem } from "./flight.js";
import { Handshake, type HandshakeHost, type ProvenPeer } from "./handshake.js";
import { type HandshakeMessage, HandshakeType } from "./handshake-message.js";
import { type ClientHello, encodeServerHello, RANDOM_BYTES, readClientHello } from "./hello.js";
import {
  ecParameters,
  encodeSignature,
  newEcdh,
  readClientKeyExchange,
  readSignature,
  sharedSecret,
} from "./key-exchange.js";
import { checkFinished, keyRecords, masterOf, type Negotiated } from "./secrets.js";
import { serverChoice } from "./server-choice.js";
import type { ServerConfig } from "./server-config.js";

/** `ClientCertificateType` for ECDSA (RFC 8422 §5.5). */
const ECDSA_SIGN = 64;

/**
 * The server's side of a full handshake, from a hello on that has proved its address.
 *
 * @see RFC 6347 §4.2, RFC 5246 §7.3
 */
export class ServerHandshake extends Handshake {
  readonly #config: ServerConfig;
  #negotiated: Negotiated | undefined;
  #ecdh: ECDH | undefined;
  #peer: ProvenPeer = { by: "none" };
  #client: JudgedPeer | undefined;
  #asksForCertificate = false;
  /** Messages that may come next. */
  #expected: readonly number[] = [HandshakeType.client_hello];
  #master: Buffer | undefined;

  /** @param firstSequence - `message_seq` of the hello that comes first */
  constructor(host: HandshakeHost, config: ServerConfig, firstSequence: number) {
    super(host, firstSequence);
    this.#config = config;
  }

  protected override step(message: HandshakeMessage): Promise<void> | undefined {
    if (!this.#expected.includes(message.type)) {
      throw new HandshakeFault("unexpected_message", "the client sent a message of the handshake out of turn");
    }
    // What is signed and hashed reaches up to the message before.
    if (message.type === HandshakeType.certificate_verify) this.#checkProof(message.body);
    if (message.type === HandshakeType.finished) checkFinished(message.body, this.#master!, "client", this.transcript);
    this.transcript.add(message);
    if (message.type === HandshakeType.client_hello) this.#hello(readClientHello(message.body));
    else if (message.type === HandshakeType.certificate) this.#clientCertificate(message.body);
    else if (message.type === HandshakeType.client_key_exchange) return this.#keyExchange(message.body);
    else if (message.type === HandshakeType.finished) this.#finish();
    return undefined;
  }

  get #settled(): Negotiated {
    return this.#negotiated!;
  }

  #hello(hello: ClientHello): void {
    const { ownCid } = this.host;
    const choice = serverChoice(hello, this.#config, ownCid);
    const { suite, extendedMasterSecret, clientCid, extensions } = choice;
    this.#asksForCertificate = choice.asksForCertificate;
    const random = this.host.randomBytes(RANDOM_BYTES);
    this.#negotiated = {
      suite,
      extendedMasterSecret,
      randoms: { client: hello.random, server: random },
      writeCid: clientCid ?? Buffer.alloc(0),
      readCid: clientCid === undefined ? Buffer.alloc(0) : ownCid,
    };
    const answer = encodeServerHello({ random, sessionId: Buffer.alloc(0), cipherSuite: suite.id, extensions });
    this.#expected = [this.#asksForCertificate ? HandshakeType.certificate : HandshakeType.client_key_exchange];
    this.sendFlight([this.#say(HandshakeType.server_hello, answer), ...this.#terms()]);
  }

  #say(type: number, body: Buffer): FlightItem {
    return { epoch: 0, message: this.message(type, body) };
  }

  /** The rest of the flight after the hello. */
  #terms(): FlightItem[] {
    const { keyExchange } = this.#settled.suite;
    const flight: FlightItem[] = [];
    if (keyExchange === "ecdhe_ecdsa")
      flight.push(this.#say(HandshakeType.certificate, this.#config.identity!.message));
    const exchange = this.#ownKeyExchange();
    if (exchange.length > 0) flight.push(this.#say(HandshakeType.server_key_exchange, exchange));
    if (this.#asksForCertificate) {
      const request = Buffer.concat([vector8(uint8(ECDSA_SIGN)), uint16s(signatureSchemes), vector16()]);
      flight.push(this.#say(HandshakeType.certificate_request, request));
    }
    flight.push(this.#say(HandshakeType.server_hello_done, Buffer.alloc(0)));
    return flight;
  }

  /** Empty when there is nothing to say: a plain pre-shared key without a hint (RFC 4279 §2). */
  #ownKeyExchange(): Buffer {
    const { suite, randoms } = this.#settled;
    const { pskIdentityHint, identity } = this.#config;
    const hint = vector16(Buffer.from(pskIdentityHint ?? ""));
    if (suite.keyExchange === "psk") return pskIdentityHint === undefined ? Buffer.alloc(0) : hint;
    this.#ecdh = newEcdh();
    const parameters = ecParameters(this.#ecdh);
    if (suite.keyExchange === "ecdhe_psk") return Buffer.concat([hint, parameters]);
    const content = Buffer.concat([randoms.client, randoms.server, parameters]);
    return Buffer.concat([parameters, encodeSignature(signed(content, identity!.key))]);
  }

  #clientCertificate(body: Buffer): void {
    const { trust, clientCertificate } = this.#config;
    this.#expected = [HandshakeType.client_key_exchange];
    this.#client = judgePeer(body, "client", trust!);
    if (this.#client !== undefined) {
      const { publicKey: _, ...peer } = this.#client;
      this.#peer = peer;
    } else if (clientCertificate === "required") {
      throw new HandshakeFault("handshake_failure", "the client has no certificate");
    }
  }

  #keyExchange(body: Buffer): Promise<void> | undefined {
    const { keyExchange } = this.#settled.suite;
    const { identity, point } = readClientKeyExchange(body, keyExchange);
    const shared = point === undefined ? undefined : sharedSecret(this.#ecdh!, point);
    // The transcript must not go on before the secret is made: later messages wait for the promise.
    if (identity === undefined) {
      this.#agree(shared!);
      return undefined;
    }
    const name = identity.toString();
    const key = this.#config.psk!(name);
    if (key instanceof Promise) return key.then((found) => this.#agreeWith(name, found, shared));
    this.#agreeWith(name, key, shared);
    return undefined;
  }

  #agreeWith(identity: string, key: Uint8Array | undefined, shared: Buffer | undefined): void {
    if (key === undefined || key.length === 0) {
      throw new HandshakeFault("unknown_psk_identity", "the client's identity is not known", "RFC 4279 §2");
    }
    this.#peer = { by: "psk", identity };
    this.#agree(pskPremaster(key, shared));
  }

  #agree(premaster: Buffer): void {
    this.#master = masterOf(premaster, this.#settled, this.transcript);
    keyRecords(this.host.records, "server", this.#master, this.#settled);
    this.host.keyed();
    this.#expected = [this.#client === undefined ? HandshakeType.finished : HandshakeType.certificate_verify];
  }

  #checkProof(body: Buffer): void {
    const reader = new Reader(body);
    const signature = readSignature(reader);
    reader.end();
    checkSignature(signature, this.transcript.bytes(), this.#client!.publicKey);
    this.#expected = [HandshakeType.finished];
  }

  #finish(): void {
    const finished = this.#say(HandshakeType.finished, verifyData(this.#master!, "server", this.transcript.hash()));
    this.#expected = [];
    this.sendFlight([changeCipherSpec, { ...finished, epoch: 1 }]);
    this.complete({ suite: this.#settled.suite, peer: this.#peer });
  }
}
