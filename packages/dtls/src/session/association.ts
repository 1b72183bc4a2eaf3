import { asWotError, NetworkError, TimeoutError, type WotError } from "@thingwright/errors";
import {
  AlertDescription,
  type AlertName,
  alertLevel,
  decodeAlert,
  encodeAlert,
  HandshakeFault,
} from "../alert/alert.js";
import { alertError } from "../alert/alert-error.js";
import type { DtlsAddress } from "../carrier.js";
import type { DtlsClock } from "../clock.js";
import type { Handshake, HandshakeHost, HandshakeOutcome } from "../handshake/handshake.js";
import { HandshakeType } from "../handshake/handshake-message.js";
import type { DtlsLimits } from "../limits.js";
import { ContentType, type DtlsRecord } from "../record/record.js";
import { RecordLayer } from "../record/record-layer.js";

/** What an association lives in. */
export interface AssociationContext {
  readonly limits: DtlsLimits;
  readonly clock: DtlsClock;
  randomBytes(length: number): Buffer;
  transmit(datagram: Buffer, to: DtlsAddress, onFailure?: (error: unknown) => void): void;
  opened(association: Association): void;
  closed(association: Association, error: WotError, wasOpen: boolean): void;
  /** The peer shows up at another address. */
  moved(association: Association, address: string, port: number): void;
  received(association: Association, data: Buffer): void;
  report(error: WotError): void;
}

/** Records that cannot be read before the end of a handshake: so many, and the keys do not agree. */
const MAX_UNREADABLE = 3;

/** Records under keys that came before the keys, in a flight whose other messages are still looked at. */
const MAX_EARLY = 4;
/** A Finished is far shorter. */
const MAX_EARLY_BYTES = 256;

/** So much is sent without an answer before a session counts as lost: an acknowledgement alone asks for none. */
const MIN_UNANSWERED = 3;

export type AssociationState = "handshaking" | "open" | "closed";

/** What one side has with one peer: a handshake, then a session. */
export class Association implements HandshakeHost, DtlsAddress {
  readonly role: "client" | "server";
  readonly records: RecordLayer;
  readonly ownCid: Buffer;
  /** Under which address and port the transport's user knows the peer, wherever it moves. */
  readonly name: string;
  readonly namedPort: number;
  address: string;
  port: number;
  state: AssociationState = "handshaking";
  outcome: HandshakeOutcome | undefined;
  /** Tells a repeated hello from that of a new client at the same address. */
  helloRandom: Buffer | undefined;
  lastHeardMs: number;
  readonly #context: AssociationContext;
  readonly #cancelDeadline: () => void;
  #handshake: Handshake | undefined;
  #unansweredSinceMs = 0;
  #unanswered = 0;
  #unreadable = 0;
  #early: DtlsRecord[] = [];

  constructor(context: AssociationContext, { role, address, port, name, ownCid, firstSequence = 0 }: AssociationInit) {
    this.#context = context;
    this.role = role;
    this.address = address;
    this.port = port;
    this.namedPort = port;
    this.name = name;
    this.ownCid = ownCid;
    this.records = new RecordLayer(firstSequence);
    this.lastHeardMs = context.clock.now();
    this.#cancelDeadline = context.clock.setTimer(() => this.#overdue(), context.limits.handshakeTimeoutMs);
  }

  get limits() {
    return this.#context.limits;
  }

  get clock() {
    return this.#context.clock;
  }

  /** Where the peer is, for messages. */
  get where(): string {
    return this.address.includes(":") ? `[${this.address}]:${this.port}` : `${this.address}:${this.port}`;
  }

  begin(handshake: Handshake): void {
    this.#handshake = handshake;
  }

  randomBytes(length: number): Buffer {
    return this.#context.randomBytes(length);
  }

  transmit(datagram: Buffer): void {
    this.#context.transmit(datagram, this);
  }

  /**
   * Acts on a record.
   *
   * @param from - where it came from; a new address of the peer when the record has a connection ID (RFC 9146 §6)
   * @returns whether it was the peer's, as far as can be told
   */
  take(record: DtlsRecord, from: DtlsAddress): boolean {
    if (this.state === "closed" || this.#isEarly(record)) return false;
    const isNewest = this.records.isNewest(record);
    const opened = this.records.open(record);
    if (opened === undefined) {
      this.#couldNotRead(record);
      return false;
    }
    if (record.epoch === 1) this.#heard(record, isNewest, from);
    if (opened.type === ContentType.application_data) this.#takeData(opened.content, record.epoch);
    else if (opened.type === ContentType.handshake) this.#takeHandshake(opened.content, record.epoch);
    else if (opened.type === ContentType.alert) this.#takeAlert(opened.content, record.epoch);
    return true;
  }

  keyed(): void {
    const early = this.#early;
    this.#early = [];
    // Not from within the step that made the keys.
    queueMicrotask(() => {
      for (const record of early) this.take(record, this);
    });
  }

  /** Sends data of an open session. */
  send(data: Uint8Array, onFailure?: (error: unknown) => void): void {
    if (this.#unanswered++ === 0) this.#unansweredSinceMs = this.clock.now();
    this.#context.transmit(this.records.seal(ContentType.application_data, data, 1), this, onFailure);
    if (this.records.isExhausted) this.close();
  }

  /** Whether the peer seems to have lost it: a server that starts anew says nothing to records of old. */
  get isUnanswered(): boolean {
    return (
      this.#unanswered >= MIN_UNANSWERED && this.clock.now() - this.#unansweredSinceMs > this.limits.unansweredTimeoutMs
    );
  }

  /** Ends it; the peer of an open session is told. */
  close(): void {
    if (this.state === "open") this.#alert("warning", "close_notify");
    this.#end(new NetworkError("WOT_NETWORK", `the DTLS session with ${this.where} was closed`, { sent: false }));
  }

  established(outcome: HandshakeOutcome): void {
    this.outcome = outcome;
    this.state = "open";
    this.#cancelDeadline();
    // Only the side that spoke last has something to repeat.
    if (this.role === "client") this.#handshake?.abandon();
    this.#context.opened(this);
  }

  failed(error: WotError): void {
    if (this.state !== "handshaking") return;
    this.#alert("fatal", error instanceof HandshakeFault ? error.alert : "internal_error");
    this.#end(error);
  }

  #end(error: WotError): void {
    if (this.state === "closed") return;
    const wasOpen = this.state === "open";
    this.state = "closed";
    this.#cancelDeadline();
    this.#handshake?.abandon();
    this.#context.closed(this, error, wasOpen);
  }

  #overdue(): void {
    const message = `the DTLS handshake with ${this.where} took more than ${this.limits.handshakeTimeoutMs} ms`;
    this.#end(new TimeoutError("WOT_TIMEOUT", message));
  }

  #isEarly(record: DtlsRecord): boolean {
    if (record.epoch !== 1 || this.records.isKeyed) return false;
    if (this.#early.length < MAX_EARLY && record.fragment.length <= MAX_EARLY_BYTES) this.#early.push(record);
    return true;
  }

  #heard({ type }: DtlsRecord, isNewest: boolean, { address, port }: DtlsAddress): void {
    this.lastHeardMs = this.clock.now();
    this.#unanswered = 0;
    if (type !== ContentType.tls12_cid || !isNewest || (address === this.address && port === this.port)) return;
    this.#context.moved(this, address, port);
  }

  /** Not the right key, most likely; a few records may be somebody else's. */
  #couldNotRead({ epoch }: DtlsRecord): void {
    if (this.state !== "handshaking" || epoch !== 1 || !this.records.isKeyed) return;
    if (++this.#unreadable < MAX_UNREADABLE) return;
    this.failed(new HandshakeFault("decrypt_error", `${this.where} has another key than this side`));
  }

  #takeData(data: Buffer, epoch: number): void {
    if (this.state === "open" && epoch === 1) this.#context.received(this, data);
  }

  #takeHandshake(content: Buffer, epoch: number): void {
    const isRenegotiation = this.state === "open" && epoch === 1 && content[0] !== HandshakeType.finished;
    if (isRenegotiation) this.#alert("warning", "no_renegotiation");
    else this.#handshake?.receive(content, epoch);
  }

  #takeAlert(content: Buffer, epoch: number): void {
    const alert = decodeAlert(content);
    // In the clear anybody may have sent it: once there are keys, only alerts under keys count.
    if (alert === undefined || (epoch === 0 && this.state === "open")) return;
    const isClose = alert.description === AlertDescription.close_notify;
    if (!isClose && alert.level !== alertLevel.fatal) return;
    if (this.state === "handshaking") this.#end(alertError(alert.description, this.where));
    else this.close();
  }

  #alert(level: keyof typeof alertLevel, name: AlertName): void {
    const epoch = this.state === "open" ? 1 : 0;
    try {
      this.transmit(this.records.seal(ContentType.alert, encodeAlert(level, name), epoch));
    } catch (error) {
      this.#context.report(asWotError(error));
    }
  }
}

export interface AssociationInit extends DtlsAddress {
  readonly role: "client" | "server";
  readonly name: string;
  readonly ownCid: Buffer;
  /** Of the first record that is sent. */
  readonly firstSequence?: number;
}
