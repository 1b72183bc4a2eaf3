import { asWotError, UsageError, type WotError } from "@thingwright/errors";
import type { MessageView } from "../message/message-view.js";
import type { CoapOption } from "../message/option.js";
import { MAX_PLAIN_TOKEN_BYTES } from "../message/token-length.js";
import type { ProtectedRequest } from "../object-security/object-security.js";
import type { DeliveryListener, Peer } from "../reliability/delivery.js";
import { IdTable } from "../reliability/id-table.js";
import type { CarrierUser, MessageCarrier } from "../reliability/message-carrier.js";
import type { Random } from "../time/random.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import { type Call, RequestEncoder } from "./call.js";
import {
  abortError,
  ClientExchange,
  type ExchangeHost,
  type ExchangeRequest,
  type TokenOwner,
} from "./client-exchange.js";
import { IncomingResponse } from "./client-response.js";
import { Tokens, tokenNumberOf } from "./tokens.js";

export interface RequestLayerOptions {
  readonly carrier: (user: CarrierUser) => MessageCarrier;
  readonly wheel: TimerWheel;
  readonly random: Random;
  /** Time for an exchange of a call without a deadline. */
  readonly exchangeTimeoutMs: number;
  /** Length of tokens, for peers that take them so long. */
  readonly tokenBytes: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Matches responses to requests by token and peer.
 *
 * @see RFC 7252 §5.3
 */
export class RequestLayer implements ExchangeHost, CarrierUser {
  readonly messages: MessageCarrier;
  readonly wheel: TimerWheel;
  readonly random: Random;
  readonly onError: (error: unknown) => void;
  readonly #exchangeTimeoutMs: number;
  readonly #owners = new IdTable<TokenOwner>();
  readonly #tokens: Tokens;
  readonly #encoder = new RequestEncoder();

  constructor(options: RequestLayerOptions) {
    this.wheel = options.wheel;
    this.random = options.random;
    this.onError = options.onError;
    this.#exchangeTimeoutMs = options.exchangeTimeoutMs;
    this.#tokens = new Tokens(options.tokenBytes);
    this.messages = options.carrier(this);
  }

  /** Open exchanges and observations. */
  get size(): number {
    return this.#owners.size;
  }

  /**
   * Sends one request and waits for its response.
   *
   * @throws {TimeoutError} WOT_TIMEOUT
   * @throws {AbortError} WOT_ABORTED
   * @throws {NetworkError} WOT_NETWORK
   * @throws {RemoteError} WOT_REMOTE if the peer sent a Reset
   */
  exchange(
    call: Call,
    extra: readonly CoapOption[] | undefined,
    payload: Uint8Array,
    token: number = this.newToken(),
    tokenBytes: number = this.tokenBytesFor(call),
  ): Promise<IncomingResponse> {
    return new Promise((resolve, reject) => this.begin({ call, extra, payload }, resolve, reject, token, tokenBytes));
  }

  /** The same for who makes a promise of its own: exactly one of the two is called, also before this returns. */
  begin(
    request: ExchangeRequest,
    resolve: (response: IncomingResponse) => void,
    reject: (error: unknown) => void,
    token: number = this.newToken(),
    tokenBytes: number = this.tokenBytesFor(request.call),
  ): void {
    const { call, extra, payload } = request;
    if (call.signal?.aborted) {
      reject(abortError(call.signal));
      return;
    }
    const exchange = new ClientExchange(this, request, token, tokenBytes, resolve, reject);
    this.own(token, exchange);
    if (call.deadlineMs === undefined) this.wheel.start(exchange, this.#exchangeTimeoutMs);
    else this.wheel.startUntil(exchange, call.deadlineMs);
    try {
      exchange.delivery = this.send(call, token, extra, payload, exchange);
    } catch (error) {
      exchange.fail(error as WotError);
    }
  }

  /** Sends a request whose token is owned already. */
  send(
    call: Call,
    token: number,
    extra: readonly CoapOption[] | undefined,
    payload: Uint8Array,
    owner: DeliveryListener & TokenOwner,
  ) {
    const messageId = call.peer.nextMessageId();
    const tail = this.#tokens.tail(token, owner.tokenBytes);
    let bytes = this.#encoder.encode(call, messageId, token, tail, extra, payload);
    if (call.protector !== undefined) {
      owner.protectedRequest = call.protector.protect(bytes, owner.protectedRequest);
      bytes = owner.protectedRequest.bytes;
    }
    return this.messages.deliver(call.peer, messageId, bytes, owner);
  }

  /** Milliseconds that an exchange of a call may take from now. */
  timeLeftMs({ deadlineMs }: Call): number {
    return deadlineMs === undefined ? this.#exchangeTimeoutMs : Math.max(0, deadlineMs - this.wheel.now());
  }

  newToken(): number {
    let token: number;
    do token = Math.floor(this.random() * 0x1_0000_0000);
    while (this.#owners.has(token));
    return token;
  }

  /** The length of the token for the requests of a call. */
  tokenBytesFor(call: Call): number {
    return this.#tokens.bytesFor(call);
  }

  hasToken(view: MessageView, { token, tokenBytes }: { readonly token: number; readonly tokenBytes: number }): boolean {
    return this.#tokens.isIn(view, token, tokenBytes);
  }

  shortensTokens({ peer, tokenBytes }: TokenOwner): boolean {
    if (tokenBytes <= MAX_PLAIN_TOKEN_BYTES || peer.capacity.isReliable) return false;
    peer.capacity = { ...peer.capacity, tokenBytes: MAX_PLAIN_TOKEN_BYTES };
    return true;
  }

  own(token: number, owner: TokenOwner): void {
    owner.peer.pins++;
    this.#owners.set(token, owner);
  }

  /** Gives a token up, if `owner` has it. */
  disown(token: number, owner: TokenOwner): void {
    if (this.#owners.get(token) !== owner) return;
    this.#owners.delete(token);
    owner.peer.pins--;
  }

  /** Under another token, so that a late answer to the first request is not taken for one to the second (RFC 9175 §4.2). */
  repeat(exchange: ClientExchange, { call, extra = [], payload }: ExchangeRequest, added: readonly CoapOption[]): void {
    if (exchange.delivery !== undefined) this.messages.finish(exchange.delivery);
    this.disown(exchange.token, exchange);
    exchange.token = this.newToken();
    exchange.tokenBytes = this.tokenBytesFor(call);
    this.own(exchange.token, exchange);
    exchange.delivery = this.send(call, exchange.token, [...extra, ...added], payload, exchange);
  }

  waitAtMost(exchange: ClientExchange, ms: number, call: Call): void {
    this.wheel.start(exchange, call.deadlineMs === undefined ? ms : this.timeLeftMs(call));
  }

  close(exchange: ClientExchange): void {
    this.wheel.stop(exchange);
    this.disown(exchange.token, exchange);
    if (exchange.delivery !== undefined) this.messages.finish(exchange.delivery);
  }

  /** Fails everything that is open. */
  shutDown(): void {
    const error = new UsageError("WOT_STATE", "the client was closed");
    for (const owner of this.#owners.values()) owner.fail(error);
  }

  onRequest(...[view, peer, exchange]: Parameters<CarrierUser["onRequest"]>): void {
    this.messages.reject(exchange, view.messageId, peer);
  }

  onResponse(view: MessageView, peer: Peer): boolean {
    const token = tokenNumberOf(view);
    const owner = this.#owners.get(token);
    if (owner === undefined || !this.#tokens.isIn(view, token, owner.tokenBytes)) return false;
    if (owner.peer !== peer && owner.anyPeer !== true) return false;
    if (owner.protectedRequest === undefined) return owner.onResponse(new IncomingResponse(view, peer));
    return this.#openResponse(view, owner.protectedRequest, owner);
  }

  read(view: MessageView, owner: TokenOwner): IncomingResponse | "repeat" | undefined {
    const { protectedRequest, peer } = owner;
    if (protectedRequest === undefined) return new IncomingResponse(view, peer);
    const opened = this.#open(view, protectedRequest, owner);
    if (opened === "repeat") return opened;
    return opened === undefined || opened === "stale" ? undefined : new IncomingResponse(opened, peer);
  }

  #openResponse(view: MessageView, request: ProtectedRequest, owner: TokenOwner): boolean {
    const opened = this.#open(view, request, owner);
    if (opened === undefined) return false;
    if (opened === "repeat") {
      owner.onRepeat();
      return true;
    }
    return opened === "stale" || owner.onResponse(new IncomingResponse(opened, owner.peer));
  }

  #open(view: MessageView, request: ProtectedRequest, owner: TokenOwner): ReturnType<ProtectedRequest["open"]> {
    try {
      return request.open(view);
    } catch (error) {
      owner.fail(error as WotError);
      return undefined;
    }
  }

  onPeerGone(peer: Peer, cause: unknown): void {
    const error = asWotError(cause);
    for (const owner of [...this.#owners.values()]) if (owner.peer === peer) owner.onGone(error);
  }

  onReset(): void {
    // For nothing that is outstanding.
  }
}
