import { BERT_SZX } from "../blockwise/block.js";
import { optionsOf } from "../message/decode-message.js";
import { MessageType } from "../message/message.js";
import type { MessageView } from "../message/message-view.js";
import type { CoapOption } from "../message/option.js";
import { readString, readUint } from "../message/option.js";
import type { OptionCursor } from "../message/option-cursor.js";
import { isCritical, isRecognized, OptionNumber } from "../message/option-registry.js";
import type { RequestSecurity } from "../object-security/response-protector.js";
import type { Peer } from "../reliability/delivery.js";
import type { IncomingExchange } from "../reliability/exchange-cache.js";
import { type PathTable, ROOT } from "./path-table.js";
import type { CoapRequest, ObservationOffer } from "./request.js";

const NO_STRINGS: readonly string[] = Object.freeze([]);

/** What is wrong with a request's options: one to refuse with 4.02, a value to refuse with 4.00, or a call for a proxy. */
export type OptionFault = "bad-option" | "bad-value" | "proxy";

/** Says who a peer is. */
export type Identify = (peer: Peer) => string | undefined;

/** Makes the observation offer of a request. */
export type Offer = (request: IncomingRequest) => ObservationOffer | undefined;

/** A request as it came, its options read in one pass; whatever a handler rarely asks for is made on demand. */
export class IncomingRequest implements CoapRequest {
  readonly view: MessageView;
  readonly peer: Peer;
  readonly exchange: IncomingExchange;
  path: string = ROOT.path;
  segments: readonly string[] = ROOT.segments;
  query: readonly string[] = NO_STRINGS;
  contentFormat: number | undefined = undefined;
  accept: number | undefined = undefined;
  /** Unsigned integers of options; -1 when absent. */
  observeValue = -1;
  block1 = -1;
  block2 = -1;
  size1 = -1;
  noResponse = -1;
  hasETag = false;
  hasUnderstoodOption = false;
  /** Whether it asks for the size of the representation (RFC 7959 §4). */
  asksSize = false;
  fault: OptionFault | undefined = undefined;
  /** Number of the option that `fault` is about. */
  faultyOption = 0;
  /** Whether it is for a forward-proxy, which this server is. */
  isForProxy = false;
  /** The payload of all blocks. */
  assembled: Uint8Array | undefined = undefined;

  readonly #offer: Offer;
  readonly #identify: Identify;
  #observe: ObservationOffer | undefined;
  #abort: AbortController | undefined;
  #aborted = false;

  constructor(
    view: MessageView,
    peer: Peer,
    exchange: IncomingExchange,
    paths: PathTable,
    understood: ReadonlySet<number>,
    offer: Offer,
    identify: Identify,
  ) {
    this.view = view;
    this.peer = peer;
    this.exchange = exchange;
    this.#offer = offer;
    this.#identify = identify;
    this.#readOptions(paths, understood);
  }

  get method(): number {
    return this.view.code;
  }

  get confirmable(): boolean {
    return this.view.type === MessageType.CON;
  }

  get multicast(): boolean {
    return this.exchange.isGroup;
  }

  get token(): Uint8Array {
    return this.view.token();
  }

  get payload(): Uint8Array {
    return this.assembled ?? this.view.payload();
  }

  get options(): readonly CoapOption[] {
    return optionsOf(this.view);
  }

  get security(): RequestSecurity | undefined {
    return this.view.protector;
  }

  get transportIdentity(): string | undefined {
    return this.#identify(this.peer);
  }

  get observe(): ObservationOffer | undefined {
    if (this.observeValue !== 0) return undefined;
    this.#observe ??= this.#offer(this);
    return this.#observe;
  }

  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    if (this.#aborted) this.#abort.abort();
    return this.#abort.signal;
  }

  /** Tells the handler that nobody waits any more. */
  abort(): void {
    this.#aborted = true;
    this.#abort?.abort();
  }

  #readOptions(paths: PathTable, understood: ReadonlySet<number>): void {
    const { bytes } = this.view;
    const cursor = this.view.options();
    let pathStart = -1;
    let pathFirstLength = 0;
    let pathEnd = 0;
    while (cursor.next()) {
      const { number, start, end } = cursor;
      if (!isRecognized(number, end - start, cursor.previousNumber)) {
        this.#skip(number, understood);
      } else if (number === OptionNumber.UriPath) {
        if (pathStart < 0) {
          pathStart = start;
          pathFirstLength = end - start;
        }
        pathEnd = end;
      } else {
        this.#readOption(cursor, bytes, understood);
      }
    }
    if (pathStart < 0 || this.fault !== undefined) return;
    const decoded = paths.decode(bytes, pathStart, pathFirstLength, pathEnd);
    if (decoded === undefined) {
      this.#refuse("bad-value", OptionNumber.UriPath);
      return;
    }
    this.path = decoded.path;
    this.segments = decoded.segments;
  }

  #readOption({ number, start, end }: OptionCursor, bytes: Uint8Array, understood: ReadonlySet<number>): void {
    switch (number) {
      case OptionNumber.ContentFormat:
        this.contentFormat = readUint(bytes, start, end);
        return;
      case OptionNumber.Accept:
        this.accept = readUint(bytes, start, end);
        return;
      case OptionNumber.Observe:
        this.observeValue = readUint(bytes, start, end);
        return;
      case OptionNumber.Block1:
        this.block1 = this.#readBlock(number, bytes, start, end);
        return;
      case OptionNumber.Block2:
        this.block2 = this.#readBlock(number, bytes, start, end);
        return;
      case OptionNumber.Size1:
        this.size1 = readUint(bytes, start, end);
        return;
      case OptionNumber.Size2:
        this.asksSize = true;
        return;
      case OptionNumber.NoResponse:
        this.noResponse = readUint(bytes, start, end);
        return;
      case OptionNumber.UriQuery:
        this.#readQuery(bytes, start, end);
        return;
      case OptionNumber.ETag:
        this.hasETag = true;
        return;
      case OptionNumber.UriHost:
      case OptionNumber.UriPort:
        return;
      case OptionNumber.ProxyUri:
      case OptionNumber.ProxyScheme:
        // Other options are then for the proxy to judge: it passes on what is safe to forward.
        if (this.fault === "bad-option") this.fault = undefined;
        this.#refuse("proxy", number);
        return;
      default:
        this.#skip(number, understood);
    }
  }

  #readBlock(number: number, bytes: Uint8Array, start: number, end: number): number {
    const value = readUint(bytes, start, end);
    if ((value & 7) === BERT_SZX && !this.peer.capacity.isReliable) this.#refuse("bad-value", number);
    return value;
  }

  #readQuery(bytes: Uint8Array, start: number, end: number): void {
    const value = readString(bytes, start, end);
    if (value === undefined) this.#refuse("bad-value", OptionNumber.UriQuery);
    else if (this.query === NO_STRINGS) this.query = [value];
    else (this.query as string[]).push(value);
  }

  #skip(number: number, understood: ReadonlySet<number>): void {
    if (!isCritical(number)) return;
    if (understood.has(number)) this.hasUnderstoodOption = true;
    else this.#refuse("bad-option", number);
  }

  #refuse(fault: OptionFault, number: number): void {
    if (this.fault !== undefined) return;
    this.fault = fault;
    this.faultyOption = number;
  }
}
