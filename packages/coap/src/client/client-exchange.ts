import { AbortError, NetworkError, ProtocolError, RemoteError, TimeoutError, type WotError } from "@thingwright/errors";
import type { MessageView } from "../message/message-view.js";
import type { CoapOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import type { ProtectedRequest } from "../object-security/object-security.js";
import type { Delivery, DeliveryListener, Peer } from "../reliability/delivery.js";
import { WheelTimer } from "../time/timer-wheel.js";
import type { Call } from "./call.js";
import type { IncomingResponse } from "./client-response.js";
import { NO_RESPONSE_INTERVAL_MS, NO_RESPONSE_WAIT_MS, noResponseFrom, wantsNothing } from "./no-response.js";

/** What an exchange needs of the request layer. */
export interface ExchangeHost {
  /** Takes the exchange out of all tables. */
  close(exchange: ClientExchange): void;
  /**
   * The response in a message, opened if it is protected; `"repeat"` if that asks for the request once more; `undefined` for
   * none of the owner's.
   */
  read(view: MessageView, owner: TokenOwner): IncomingResponse | "repeat" | undefined;
  /** Whether a message has the token of an exchange. */
  hasToken(view: MessageView, exchange: ClientExchange): boolean;
  /** Lets the exchange end after a time, or with its call if that is sooner or says a time of its own. */
  waitAtMost(exchange: ClientExchange, ms: number, call: Call): void;
  /** Sends the request of an exchange once more, with options added. */
  repeat(exchange: ClientExchange, request: ExchangeRequest, added: readonly CoapOption[]): void;
  /** Whether a peer may have rejected a request for its long token; it gets short ones from now on. */
  shortensTokens(owner: TokenOwner): boolean;
}

/** What an exchange sends. */
export interface ExchangeRequest {
  readonly call: Call;
  readonly extra: readonly CoapOption[] | undefined;
  readonly payload: Uint8Array;
}

/** Takes what comes under a token. */
export interface TokenOwner {
  readonly peer: Peer;
  /** Whether a response may come from any address: a group was asked. */
  readonly anyPeer?: boolean;
  /** Length of its token. */
  tokenBytes: number;
  /** The latest request under the token, if it was protected. */
  protectedRequest: ProtectedRequest | undefined;
  /** Whether a response is one that the owner waits for. */
  onResponse(response: IncomingResponse): boolean;
  /** The server has not acted on the protected request: it is to be protected and sent once more. */
  onRepeat(): void;
  /** A response came that puts an end to the request. */
  fail(error: WotError): void;
  /** The connection over which the request went is no more. */
  onGone(error: WotError): void;
}

/** How often one request is protected anew because the server asks for it: as often as it may restart meanwhile. */
export const MAX_RENEWALS = 3;

/** One request and the response that it waits for. */
export class ClientExchange extends WheelTimer implements DeliveryListener, TokenOwner {
  readonly peer: Peer;
  /** Changes when the request is repeated. */
  token: number;
  tokenBytes: number;
  delivery: Delivery | undefined;
  protectedRequest: ProtectedRequest | undefined;

  readonly #host: ExchangeHost;
  readonly #request: ExchangeRequest;
  readonly #resolve: (response: IncomingResponse) => void;
  readonly #reject: (error: unknown) => void;
  #isOpen = true;
  #isRepeated: boolean;
  /** What was added when the request was repeated for a challenge. */
  #added: readonly CoapOption[] = [];
  #renewals = 0;
  /** Which responses will not come; `undefined`: one will. */
  readonly #noResponse: number | undefined;
  #mayStayWithout = false;
  /** Listens to the signal of the call, if it has one. */
  #onAbort: (() => void) | undefined;

  constructor(
    host: ExchangeHost,
    request: ExchangeRequest,
    token: number,
    tokenBytes: number,
    resolve: (response: IncomingResponse) => void,
    reject: (error: unknown) => void,
  ) {
    super();
    this.#host = host;
    this.peer = request.call.peer;
    this.token = token;
    this.tokenBytes = tokenBytes;
    this.#request = request;
    // A challenge to one block is answered by the whole transfer.
    this.#isRepeated = request.extra?.some(({ number }) => number === OptionNumber.Block1) ?? false;
    const { noResponse } = request.call.template;
    const asksForNone = request.extra?.some(({ number }) => number === OptionNumber.NoResponse) === true;
    this.#noResponse = asksForNone ? noResponse : undefined;
    this.#resolve = resolve;
    this.#reject = reject;
    const { signal } = request.call;
    if (signal === undefined) return;
    this.#onAbort = () => this.fail(abortError(signal));
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  onResponse(response: IncomingResponse): boolean {
    if (!this.#isOpen) return false;
    const unusable = response.unusableOption(this.#request.call.template);
    if (unusable !== undefined) {
      const message = `the response has critical option ${unusable}, which is not understood`;
      this.fail(new ProtocolError("WOT_PROTOCOL", message, { section: "RFC 7252 §5.4.1" }));
      return false;
    }
    const challenge = this.#isRepeated ? undefined : response.challenge;
    if (challenge === undefined) {
      this.#end();
      this.#resolve(response);
    } else {
      this.#repeat([challenge]);
    }
    return true;
  }

  onRepeat(): void {
    if (!this.#isOpen) return;
    this.#renewals += 1;
    if (this.#renewals > MAX_RENEWALS) this.fail(renewalError());
    else this.#repeat([]);
  }

  /** Once for a challenge: a server that is not content with what it asked for is not asked forever. */
  #repeat(added: readonly CoapOption[]): void {
    this.#isRepeated ||= added.length > 0;
    this.#added = [...this.#added, ...added];
    try {
      this.#host.repeat(this, this.#request, this.#added);
    } catch (error) {
      this.fail(error as WotError);
    }
  }

  /** The response will come in a message of its own, or not at all. */
  onAcknowledged(): void {
    if (this.#noResponse !== undefined) this.#delivered(this.#noResponse);
  }

  onTransmit(): void {
    const noResponse = this.#noResponse;
    if (noResponse === undefined || this.#request.call.confirmable) return;
    // The delivery is not ours before this turn ends.
    queueMicrotask(() => {
      if (this.delivery !== undefined) this.delivery.silenceMs = NO_RESPONSE_INTERVAL_MS;
      this.#delivered(noResponse);
    });
  }

  /** As far as can be known the server has the request: a response of the classes that are wanted may yet come. */
  #delivered(noResponse: number): void {
    if (wantsNothing(noResponse)) this.#resolveWithNone();
    else if (this.#isOpen) this.#host.waitAtMost(this, NO_RESPONSE_WAIT_MS, this.#request.call);
    this.#mayStayWithout = true;
  }

  #resolveWithNone(): void {
    if (!this.#isOpen) return;
    this.#end();
    this.#resolve(noResponseFrom(this.peer));
  }

  onPiggybacked(view: MessageView): boolean {
    if (!this.#host.hasToken(view, this)) return false;
    const response = this.#host.read(view, this);
    if (response === undefined) return !this.#isOpen;
    if (response === "repeat") this.onRepeat();
    else this.onResponse(response);
    return true;
  }

  onReset(): void {
    if (this.#host.shortensTokens(this)) this.#repeat([]);
    else this.fail(new RemoteError("WOT_REMOTE", "the peer rejected the request with a Reset", { status: "RST" }));
  }

  onUndelivered(cause?: unknown): void {
    if (cause === undefined) this.fail(new TimeoutError("WOT_TIMEOUT", "the peer acknowledged none of the attempts"));
    else this.fail(new NetworkError("WOT_NETWORK", "the request could not be sent", { cause, sent: false }));
  }

  onTimer(): void {
    if (this.#mayStayWithout) {
      this.#resolveWithNone();
      return;
    }
    const hasWaited = this.delivery?.state === "waiting";
    const what = hasWaited ? "the request waited for its turn until the deadline" : "no response before the deadline";
    this.fail(new TimeoutError("WOT_TIMEOUT", what, { sent: !hasWaited }));
  }

  fail(error: WotError): void {
    if (!this.#isOpen) return;
    this.#end();
    this.#reject(error);
  }

  onGone(error: WotError): void {
    this.fail(error);
  }

  #end(): void {
    this.#isOpen = false;
    if (this.#onAbort !== undefined) this.#request.call.signal?.removeEventListener("abort", this.#onAbort);
    this.#host.close(this);
  }
}

/** The error of a call whose signal was aborted. */
export const abortError = (signal: AbortSignal | undefined): AbortError =>
  new AbortError("WOT_ABORTED", "the request was aborted", { cause: signal?.reason });

/** The error of a request for which the server wants another security context time and again. */
export const renewalError = (): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", `the server asked more than ${MAX_RENEWALS} times for new keys`, {
    section: "RFC 8613 §B.2",
  });
