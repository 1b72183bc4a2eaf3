import { type Clock, type Patience, within } from "@thingwright/contracts";
import { asWotError, type NetworkError, RequestError, UsageError } from "@thingwright/errors";
import { type Apdu, readApdu, unconfirmedRequest } from "./apdu.js";
import type { DatagramPort, OpenPort } from "./datagram-port.js";
import { Gate } from "./gate.js";
import { answerTo, hear, type InboundEvents } from "./inbound.js";
import { type LinkAddress, linkFunction, readLinkMessage, writeLinkMessage } from "./link-message.js";
import { readNetworkMessage, writeNetworkMessage } from "./network-message.js";
import { type Peer, peerText } from "./peer.js";
import { Transaction, type TransactionLimits } from "./transaction.js";

export interface StationLimits extends TransactionLimits {
  /** Requests to one device at a time. */
  readonly maxPendingPerDevice: number;
  /** Requests that may wait for one device. */
  readonly maxQueuedRequests: number;
}

export interface StationOptions {
  readonly open: OpenPort;
  /** Where broadcasts go. */
  readonly broadcast: LinkAddress;
  /** A BBMD that spreads them in other subnets; `broadcast` is not used then. */
  readonly bbmd?: LinkAddress | undefined;
  readonly limits: StationLimits;
  readonly clock: Clock;
}

/** What a station tells. None may throw. */
export interface StationEvents extends InboundEvents {
  /** The port is of no use any more; the next request opens it anew. */
  failed(error: NetworkError): void;
  /** A BBMD answered a registration; 0 is success. */
  registered(code: number): void;
}

interface Line {
  readonly gate: Gate;
  readonly pending: Map<number, Transaction>;
}

/** This side's station on a BACnet/IP network: a client that answers notifications, and no device of its own. */
export class Station {
  readonly #options: StationOptions;
  readonly #events: StationEvents;
  /** Peers that are asked something now. */
  readonly #lines = new Map<string, Line>();
  #port: Promise<DatagramPort> | undefined;
  #lastInvokeId = 0;
  #isClosed = false;

  constructor(options: StationOptions, events: StationEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Opens the port, if it is not open yet. @throws {UsageError} WOT_ADDRESS_IN_USE, {@link NetworkError} WOT_NETWORK */
  async open(): Promise<void> {
    await this.#opened();
  }

  /**
   * The answer of `peer` to a confirmed request; empty for a mere acknowledgement.
   *
   * @throws {TimeoutError} WOT_TIMEOUT, {@link RemoteError} WOT_REMOTE, {@link ProtocolError} WOT_PROTOCOL,
   *   {@link AbortError} WOT_ABORTED, {@link RequestError} WOT_TOO_MANY, {@link DataSchemaError} WOT_DATA_INVALID
   */
  request(peer: Peer, service: number, data: Uint8Array, patience: Patience): Promise<Uint8Array> {
    const ending = new AbortController();
    const answer = this.#exchange(peer, service, data, ending.signal);
    return within(answer, patience, this.#options.clock, (reason) => ending.abort(reason));
  }

  /** Sends an unconfirmed request to `peer`, or to everybody. Nobody knows whether it comes. */
  async send(service: number, data: Uint8Array, to: Peer | "everybody"): Promise<void> {
    const port = await this.#opened();
    const apdu = unconfirmedRequest(service, data);
    if (to !== "everybody") {
      this.#transmit(port, to, apdu, false);
      return;
    }
    const { bbmd, broadcast } = this.#options;
    const npdu = writeNetworkMessage(apdu, { destination: "everywhere", expectsReply: false });
    const code = bbmd === undefined ? linkFunction.broadcast : linkFunction.distributeBroadcast;
    port.send(writeLinkMessage(code, npdu), bbmd ?? broadcast);
  }

  /** Sends a message of the link layer as it is. */
  async sendLink(datagram: Uint8Array, to: LinkAddress): Promise<void> {
    (await this.#opened()).send(datagram, to);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const stopped = new UsageError("WOT_STATE", "the BACnet client is stopped");
    for (const { pending } of this.#lines.values())
      for (const transaction of pending.values()) transaction.end(stopped);
    const port = await this.#port?.catch(() => undefined);
    this.#port = undefined;
    await port?.close();
  }

  #opened(): Promise<DatagramPort> {
    if (this.#isClosed) throw new UsageError("WOT_STATE", "the BACnet client is stopped");
    this.#port ??= this.#options
      .open({
        message: (datagram, from) => this.#receive(datagram, from),
        failed: (error) => this.#lose(error),
      })
      .catch((error) => {
        this.#port = undefined;
        throw error;
      });
    return this.#port;
  }

  #lose(error: NetworkError): void {
    this.#port?.then((port) => port.close()).catch(() => {});
    this.#port = undefined;
    for (const { pending } of this.#lines.values()) for (const transaction of pending.values()) transaction.end(error);
    this.#events.failed(error);
  }

  async #exchange(peer: Peer, service: number, data: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const port = await this.#opened();
    const key = peerText(peer);
    const line = this.#lineTo(key);
    const leave = await line.gate.enter(signal);
    const invokeId = this.#nextInvokeId(line);
    const transaction = new Transaction({
      ...this.#options,
      invokeId,
      service,
      data,
      send: (apdu, expectsReply) => this.#transmit(port, peer, apdu, expectsReply),
    });
    const giveUp = (): void => transaction.end(asWotError(signal.reason));
    line.pending.set(invokeId, transaction);
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      if (!signal.aborted) transaction.start();
      else giveUp();
      return await transaction.answer;
    } finally {
      signal.removeEventListener("abort", giveUp);
      line.pending.delete(invokeId);
      leave();
      if (line.pending.size === 0 && line.gate.isUnused) this.#lines.delete(key);
    }
  }

  #lineTo(key: string): Line {
    const { maxPendingPerDevice, maxQueuedRequests } = this.#options.limits;
    const line = this.#lines.get(key) ?? { gate: new Gate(maxPendingPerDevice, maxQueuedRequests), pending: new Map() };
    this.#lines.set(key, line);
    return line;
  }

  /** Numbers go round over all peers, so that a late answer seldom meets another request. */
  #nextInvokeId({ pending }: Line): number {
    for (let tries = 0; tries < 256; tries++) {
      this.#lastInvokeId = (this.#lastInvokeId + 1) & 0xff;
      if (!pending.has(this.#lastInvokeId)) return this.#lastInvokeId;
    }
    throw new RequestError("WOT_TOO_MANY", "256 requests to the device are under way");
  }

  #transmit(port: DatagramPort, { station, host, port: number }: Peer, apdu: Uint8Array, expectsReply: boolean): void {
    const npdu = writeNetworkMessage(apdu, { destination: station, expectsReply });
    port.send(writeLinkMessage(linkFunction.unicast, npdu), { host, port: number });
  }

  /** Whatever comes: a datagram that makes no sense is passed over. */
  #receive(datagram: Uint8Array, from: LinkAddress): void {
    const link = readLinkMessage(datagram);
    if (link?.kind === "result") this.#registered(link.code, from);
    if (link?.kind !== "network") return;
    const network = readNetworkMessage(link.npdu);
    const apdu = network === undefined ? undefined : readApdu(network.apdu);
    if (apdu !== undefined) this.#take(apdu, { ...(link.origin ?? from), station: network!.source }, link.origin);
  }

  #registered(code: number, from: LinkAddress): void {
    const { bbmd } = this.#options;
    if (bbmd?.host === from.host && bbmd.port === from.port) this.#events.registered(code);
  }

  /** Requests and answers go straight from one to the other: what comes by a BBMD was broadcast. */
  #take(apdu: Apdu, peer: Peer, forwardedFrom: LinkAddress | undefined): void {
    if (apdu.kind === "unconfirmed-request") hear(apdu, peer, this.#events);
    else if (forwardedFrom !== undefined) return;
    else if (apdu.kind === "confirmed-request") this.#reply(answerTo(apdu, peer, this.#events), peer);
    else this.#settle(apdu, peer);
  }

  #reply(apdu: Uint8Array, peer: Peer): void {
    this.#port?.then((port) => this.#transmit(port, peer, apdu, false)).catch(() => {});
  }

  /** An answer is taken only from whom it was asked, and for what. */
  #settle(apdu: Exclude<Apdu, { readonly kind: "confirmed-request" | "unconfirmed-request" }>, peer: Peer): void {
    const transaction = this.#lines.get(peerText(peer))?.pending.get(apdu.invokeId);
    if (transaction !== undefined && (!("service" in apdu) || apdu.service === transaction.service))
      transaction.take(apdu);
  }
}
