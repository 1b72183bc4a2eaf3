import type { X509Certificate } from "node:crypto";
import { NetworkError, UsageError, type WotError } from "@thingwright/errors";
import type { DatagramCarrier, DatagramReceiver, DtlsAddress } from "./carrier.js";
import { type DtlsClock, systemClock } from "./clock.js";
import { CookieJar } from "./cookie/cookie-jar.js";
import type { DtlsTransportOptions } from "./dtls-options.js";
import { type DtlsSettings, dtlsSettings } from "./dtls-settings.js";
import { ClientHandshake } from "./handshake/client-handshake.js";
import { ServerHandshake } from "./handshake/server-handshake.js";
import { type DtlsLimits, dtlsLimits } from "./limits.js";
import { type DtlsRecord, readRecords } from "./record/record.js";
import { Association, type AssociationContext } from "./session/association.js";
import { AssociationTable } from "./session/association-table.js";
import { type HelloRecord, helloIn, verifyRequest } from "./session/hello-gate.js";
import { WaitingData } from "./session/waiting-data.js";

/** Largest content of a record (RFC 5246 §6.2.1). */
const MAX_CONTENT_BYTES = 1 << 14;

/** Who is at the other end of a session. */
export interface DtlsPeer extends DtlsAddress {
  readonly by: "psk" | "certificate" | "publicKey" | "none";
  /** Identity of the pre-shared key, common name of the certificate, or name under which the public key is known. */
  readonly identity?: string;
  readonly certificate?: X509Certificate;
  readonly cipherSuite: string;
}

/**
 * Datagrams under DTLS. A peer that opened its session itself goes by an address of its own above, `192.0.2.7#1`, so that what
 * is kept for a peer never passes to whoever comes to the same address later.
 */
export interface DtlsTransport extends DatagramCarrier, AsyncDisposable {
  /** Addresses above are those of `coaps` URIs. */
  readonly scheme: "coaps";
  /** Who is known above by an address and port; `undefined` without a session. */
  peer(address: string, port: number): DtlsPeer | undefined;
  /** The identity of `peer`. */
  identityOf(address: string, port: number): string | undefined;
  readonly sessionCount: number;
  readonly handshakeCount: number;
}

/**
 * DTLS 1.2 over a carrier of datagrams, as a client, a server, or both.
 *
 * @throws {UsageError} WOT_ARGUMENT, WOT_RANGE for options with which no handshake can succeed
 * @see RFC 6347, RFC 7252 §9
 */
export const dtlsTransport = (options: DtlsTransportOptions): DtlsTransport => new Transport(options);

class Transport implements DtlsTransport, AssociationContext, DatagramReceiver {
  readonly scheme = "coaps";
  readonly limits: DtlsLimits;
  readonly clock: DtlsClock;
  readonly #over: DatagramCarrier;
  readonly #settings: DtlsSettings;
  readonly #onError: ((error: WotError) => void) | undefined;
  readonly #jar: CookieJar;
  readonly #table = new AssociationTable();
  readonly #waiting = new Map<Association, WaitingData>();
  #receiver: DatagramReceiver | undefined;
  #isClosed = false;
  #accepted = 0;
  #cancelSweep: (() => void) | undefined;

  constructor(options: DtlsTransportOptions) {
    this.#settings = dtlsSettings(options);
    this.limits = dtlsLimits(options.limits);
    this.clock = options.clock ?? systemClock;
    this.#over = options.over;
    this.#onError = options.onError;
    this.#jar = new CookieJar(this.clock, this.#settings.randomBytes);
  }

  get sessionCount(): number {
    return this.#table.sessionCount;
  }

  get handshakeCount(): number {
    return this.#table.handshakeCount;
  }

  async open(receiver: DatagramReceiver): Promise<DtlsAddress> {
    if (this.#receiver !== undefined) throw new UsageError("WOT_STATE", "the transport was opened before");
    this.#receiver = receiver;
    try {
      return await this.#over.open(this);
    } catch (error) {
      this.#receiver = undefined;
      throw error;
    }
  }

  send(data: Uint8Array, address: string, port: number, onFailure?: (error: unknown) => void): void {
    if (data.length > MAX_CONTENT_BYTES) {
      refuse(onFailure, `${data.length} bytes do not fit into a record`);
      return;
    }
    const session = this.#table.named(address) ?? this.#sessionWith(address, port);
    if (session !== undefined) session.send(data, onFailure);
    else if (this.#isClosed || this.#settings.client === undefined || address.includes("#")) {
      refuse(onFailure, `there is no DTLS session with ${address}`);
    } else this.#handshakeWith(address, port).add(data, onFailure);
  }

  peer(address: string, port: number): DtlsPeer | undefined {
    const association = this.#table.named(address) ?? this.#table.sessionAt({ address, port });
    if (association?.outcome === undefined) return undefined;
    const { peer, suite } = association.outcome;
    return { address: association.address, port: association.port, ...peer, cipherSuite: suite.name };
  }

  identityOf(address: string, port: number): string | undefined {
    const association = this.#table.named(address) ?? this.#table.sessionAt({ address, port });
    return association?.outcome?.peer.identity;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const association of this.#table.all()) association.close();
    this.#cancelSweep?.();
    await this.#over.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  onError(error: unknown): void {
    this.#receiver?.onError(error);
  }

  onDatagram(datagram: Uint8Array, address: string, port: number): void {
    if (this.#isClosed) return;
    const from = { address, port };
    const bytes = Buffer.from(datagram.buffer, datagram.byteOffset, datagram.byteLength);
    for (const record of readRecords(bytes, this.#settings.connectionIdBytes)) this.#route(record, from);
  }

  #route(record: DtlsRecord, from: DtlsAddress): void {
    if (record.cid.length > 0) {
      this.#table.withCid(record.cid)?.take(record, from);
      return;
    }
    const hello = this.#settings.server === undefined ? undefined : helloIn(record);
    if (hello !== undefined) {
      this.#takeHello(hello, record, from);
      return;
    }
    const session = this.#table.sessionAt(from);
    // A record under keys may be of either while a peer makes a new session in place of an old one.
    if (record.epoch === 1 && session?.take(record, from) === true) return;
    const handshake = this.#table.handshakeAt(from);
    if (handshake !== undefined) handshake.take(record, from);
    else if (record.epoch === 0) session?.take(record, from);
  }

  #takeHello(found: HelloRecord, record: DtlsRecord, from: DtlsAddress): void {
    if (!this.#jar.proves(found.hello, from.address, from.port)) {
      this.transmit(verifyRequest(found, record, this.#jar, from), from);
      return;
    }
    const { random } = found.hello;
    if (this.#table.sessionAt(from)?.helloRandom?.equals(random) === true) return;
    const before = this.#table.handshakeAt(from);
    if (before?.helloRandom?.equals(random) === true) before.take(record, from);
    else if (before?.role !== "client") this.#accept(found, record, from);
  }

  #accept({ hello, sequence }: HelloRecord, record: DtlsRecord, from: DtlsAddress): void {
    this.#table.handshakeAt(from)?.close();
    if (this.#table.handshakeCount >= this.limits.maxHandshakes) this.#table.oldestHandshake()?.close();
    const ownCid = this.#settings.randomBytes(this.#settings.connectionIdBytes);
    const name = `${from.address}#${++this.#accepted}`;
    const init = { ...from, role: "server", name, ownCid, firstSequence: record.sequence } as const;
    const association = new Association(this, init);
    association.helloRandom = Buffer.from(hello.random);
    association.begin(new ServerHandshake(association, this.#settings.server!, sequence));
    this.#table.addHandshake(association);
    association.take(record, from);
  }

  #sessionWith(address: string, port: number): Association | undefined {
    const session = this.#table.sessionAt({ address, port });
    if (session?.role !== "client") return undefined;
    if (!session.isUnanswered) return session;
    session.close();
    return undefined;
  }

  #handshakeWith(address: string, port: number): WaitingData {
    const before = this.#table.handshakeAt({ address, port });
    const waiting = before === undefined ? undefined : this.#waiting.get(before);
    return waiting ?? this.#connect(address, port);
  }

  #connect(address: string, port: number): WaitingData {
    const ownCid = this.#settings.randomBytes(this.#settings.connectionIdBytes);
    const association = new Association(this, { role: "client", address, port, name: address, ownCid });
    const waiting = new WaitingData(this.limits.maxQueuedDatagrams);
    this.#waiting.set(association, waiting);
    this.#table.addHandshake(association);
    const handshake = new ClientHandshake(association, this.#settings.client!);
    association.begin(handshake);
    handshake.start();
    return waiting;
  }

  randomBytes(length: number): Buffer {
    return this.#settings.randomBytes(length);
  }

  transmit(datagram: Buffer, { address, port }: DtlsAddress, onFailure?: (error: unknown) => void): void {
    this.#over.send(datagram, address, port, onFailure);
  }

  opened(association: Association): void {
    this.#table.promote(association)?.close();
    if (this.#table.sessionCount > this.limits.maxSessions) this.#table.idlestSession()?.close();
    this.#waiting.get(association)?.sendAll((data, onFailure) => association.send(data, onFailure));
    this.#waiting.delete(association);
    this.#sweepLater();
  }

  closed(association: Association, error: WotError, wasOpen: boolean): void {
    this.#table.remove(association);
    this.#waiting.get(association)?.failAll(error);
    this.#waiting.delete(association);
    if (wasOpen) queueMicrotask(() => this.#tellGone(association));
    // One that was dropped to make room is no fault, and a flood of them would be one of reports.
    if (!wasOpen && !(error instanceof NetworkError)) this.report(error);
  }

  /**
   * Not of a session of this side that another one replaces: what goes to that address then goes over the new one. What a
   * client had asked for in its session ends with it, as the next may be somebody else's.
   */
  #tellGone({ role, name, namedPort, where }: Association): void {
    if (this.#isClosed || (role === "client" && this.#isTaken({ address: name, port: namedPort }))) return;
    // What was sent before may have arrived.
    this.#receiver?.onPeerGone?.(
      name,
      namedPort,
      new NetworkError("WOT_NETWORK", `the DTLS session with ${where} is over`),
    );
  }

  /** Whether there is a session with a peer, or one about to be. */
  #isTaken(there: DtlsAddress): boolean {
    return this.#table.handshakeAt(there) !== undefined || this.#table.sessionAt(there) !== undefined;
  }

  moved(association: Association, address: string, port: number): void {
    const there = this.#table.sessionAt({ address, port });
    if (there !== undefined && there !== association) there.close();
    this.#table.move(association, address, port);
  }

  received({ name, namedPort }: Association, data: Buffer): void {
    this.#receiver?.onDatagram(data, name, namedPort);
  }

  report(error: WotError): void {
    this.#onError?.(error);
  }

  /** Looks now and then for sessions that were silent for too long, as long as there are any. */
  #sweepLater(): void {
    if (this.#cancelSweep !== undefined) return;
    this.#cancelSweep = this.clock.setTimer(() => {
      this.#cancelSweep = undefined;
      const earliest = this.clock.now() - this.limits.idleTimeoutMs;
      for (const each of this.#table.all()) if (each.state === "open" && each.lastHeardMs <= earliest) each.close();
      if (this.sessionCount > 0 && !this.#isClosed) this.#sweepLater();
    }, this.limits.idleTimeoutMs / 4);
  }
}

function refuse(onFailure: ((error: unknown) => void) | undefined, why: string): void {
  if (onFailure === undefined) return;
  const error = new NetworkError("WOT_NETWORK", why, { sent: false });
  queueMicrotask(() => onFailure(error));
}
