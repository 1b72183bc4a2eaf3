import { NetworkError, ProtocolError, RemoteError, TimeoutError, type WotError } from "@thingwright/errors";
import { BERT_SZX } from "../blockwise/block.js";
import { type LastRequest, smallerBlocks, type Transfer, withOptions } from "../blockwise/transfer.js";
import type { Call } from "../client/call.js";
import { abortError, MAX_RENEWALS, renewalError, type TokenOwner } from "../client/client-exchange.js";
import { type CoapClientResponse, IncomingResponse } from "../client/client-response.js";
import type { RequestLayer } from "../client/request-layer.js";
import { isSuccess } from "../message/code.js";
import type { MessageView } from "../message/message-view.js";
import { uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import type { ProtectedRequest } from "../object-security/object-security.js";
import type { Delivery, DeliveryListener, Peer } from "../reliability/delivery.js";
import type { WheelTimer } from "../time/timer-wheel.js";
import type { CoapObservation, ObservationHooks } from "./coap-observation.js";
import { NotificationQueue } from "./notification-queue.js";
import { type Arrival, isFresher } from "./sequence.js";
import { StateAssembly } from "./state-assembly.js";

const NO_BYTES = new Uint8Array(0);
/** Time that a cancellation waits for its answer; a Reset to the next notification does the rest. */
const CANCEL_TIMEOUT_MS = 5000;
/** Added to Max-Age before registering anew: 5 to 15 s (RFC 7641 §3.3.1). */
const GRACE_MIN_MS = 5000;
const GRACE_SPAN_MS = 10_000;

interface Asking {
  /** When the registration was sent first: its answer may have been lost since, and be sent again. */
  readonly sinceMs: number;
  /** Whether the registration was repeated with the Echo option that the server asked for. */
  isRepeated: boolean;
  /** What is sent when it is repeated. */
  call: Call;
  /** How often the registration was protected anew for the server. */
  renewals: number;
  resolve(response: IncomingResponse): void;
  reject(error: unknown): void;
  readonly deadline: WheelTimer;
}

/** @see RFC 7641 §3 */
export class ClientObservation implements CoapObservation, TokenOwner, DeliveryListener {
  readonly peer: Peer;
  protectedRequest: ProtectedRequest | undefined;
  tokenBytes: number;
  ended = false;

  readonly #requests: RequestLayer;
  readonly #transfer: Transfer;
  readonly #body: Uint8Array;
  readonly #call: Call;
  /** The same without the deadline and the signal of the registration, for what follows. */
  readonly #laterCall: Call;
  readonly #options: ObservationHooks;
  #token: number;
  readonly #queue: NotificationQueue<CoapClientResponse>;
  #established = false;
  #registration: IncomingResponse | undefined;
  #asking: Asking | undefined;
  #delivery: Delivery | undefined;
  /** The request that registered last. */
  #registered: LastRequest;
  /** Size exponent of the blocks that the server wants a body in; `undefined`: it has not said. */
  #szx: number | undefined;
  #last: Arrival | undefined;
  #expiry: WheelTimer | undefined;
  readonly #states: StateAssembly;

  /** @param body - what a FETCH asks for; none of a GET */
  constructor(requests: RequestLayer, transfer: Transfer, call: Call, body: Uint8Array, options: ObservationHooks) {
    this.peer = call.peer;
    this.#requests = requests;
    this.#transfer = transfer;
    this.#body = body;
    this.#call = call;
    this.#laterCall = { ...call, deadlineMs: undefined, signal: undefined };
    this.#registered = { call: this.#laterCall, options: undefined, payload: body };
    this.#options = options;
    this.#token = requests.newToken();
    this.tokenBytes = requests.tokenBytesFor(call);
    this.#queue = new NotificationQueue(options.maxQueuedNotifications ?? 16, () => void this.cancel());
    this.#states = new StateAssembly({
      complete: (first) => this.#complete(first),
      show: (state, isLast) => this.#show(state, isLast),
      fail: (error) => {
        // Over a connection there is no Reset to cancel it by later (RFC 8323 §7.4).
        if (this.#established && this.peer.capacity.isReliable) void this.#deregister();
        this.#end(error);
      },
    });
  }

  get established(): boolean {
    return this.#established;
  }

  get registration(): CoapClientResponse {
    return this.#registration!;
  }

  /** Registers, and waits for the first answer. */
  async register(): Promise<void> {
    const { signal } = this.#call;
    if (signal?.aborted) throw abortError(signal);
    this.#requests.own(this.#token, this);
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    try {
      this.#registration = await this.#ask(this.#call);
    } catch (error) {
      this.#end(error);
      throw error;
    }
  }

  async cancel(): Promise<void> {
    if (this.ended) return;
    const wasEstablished = this.#established;
    this.#failAsking(abortError(this.#call.signal));
    this.#end();
    if (wasEstablished) await this.#deregister();
  }

  /** Ends without telling the server, as the client closes. */
  abandon(error: unknown): void {
    this.#failAsking(error);
    this.#end(error);
  }

  [Symbol.asyncIterator](): AsyncIterator<CoapClientResponse> {
    return this.#queue;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.cancel();
  }

  onResponse(response: IncomingResponse): boolean {
    return this.#take(response, false);
  }

  fail(error: WotError): void {
    this.#failAsking(error);
  }

  onGone(error: WotError): void {
    this.abandon(error);
  }

  onAcknowledged(): void {
    // The response will come in a message of its own.
  }

  onPiggybacked(view: MessageView): boolean {
    if (!this.#requests.hasToken(view, { token: this.#token, tokenBytes: this.tokenBytes })) return false;
    const response = this.#requests.read(view, this);
    if (response === undefined) return this.#asking === undefined;
    if (response === "repeat") this.onRepeat();
    else this.#take(response, true);
    return true;
  }

  onReset(): void {
    if (this.#asking !== undefined && this.#requests.shortensTokens(this)) {
      this.#shortenToken();
      return;
    }
    this.#failAsking(
      new RemoteError("WOT_REMOTE", "the peer rejected the registration with a Reset", { status: "RST" }),
    );
  }

  onUndelivered(cause?: unknown): void {
    if (cause === undefined) this.#failAsking(new TimeoutError("WOT_TIMEOUT", "the peer acknowledged no registration"));
    else this.#failAsking(new NetworkError("WOT_NETWORK", "the registration was not sent", { cause, sent: false }));
  }

  /** Sends the registration. The answer comes through `#take`, as notifications do. */
  #ask(call: Call): Promise<IncomingResponse> {
    return new Promise((resolve, reject) => {
      const deadline = this.#requests.wheel.callAfter(this.#requests.timeLeftMs(call), () =>
        this.#failAsking(new TimeoutError("WOT_TIMEOUT", "no answer to the registration before the deadline")),
      );
      const sinceMs = this.#requests.wheel.now();
      this.#asking = { sinceMs, isRepeated: false, call: this.#laterCall, renewals: 0, resolve, reject, deadline };
      this.#sendRegistration(call);
    });
  }

  /** Sends the registration: at once, or after the other blocks of its body. */
  #sendRegistration(call: Call): void {
    const whole = this.#szx === undefined ? this.#transfer.wholeRequest(call, this.#body) : undefined;
    if (whole === undefined) void this.#sendInBlocks(call);
    else this.#sendLast(whole);
  }

  async #sendInBlocks(call: Call): Promise<void> {
    const asking = this.#asking;
    try {
      const last = await this.#transfer.leadUp(call, this.#body, this.#szx);
      if (asking === undefined || this.#asking !== asking) return;
      if (last instanceof IncomingResponse) this.#take(last, true);
      else this.#sendLast(last);
    } catch (error) {
      if (this.#asking === asking) this.#failAsking(error);
    }
  }

  #sendLast(last: LastRequest): void {
    const { call, options = [], payload } = last;
    this.#registered = { ...last, call: { ...call, deadlineMs: undefined, signal: undefined } };
    try {
      const observing = [uintOption(OptionNumber.Observe, 0), ...options];
      this.#delivery = this.#requests.send(call, this.#token, observing, payload, this);
    } catch (error) {
      this.#failAsking(error);
    }
  }

  /** Registers again as the server asks for, if it does: with its Echo, or in smaller blocks (RFC 9175 §2.3, RFC 7959 §2.9.3). */
  #answerWish(response: IncomingResponse): boolean {
    const asking = this.#asking;
    if (asking === undefined || asking.isRepeated) return false;
    const { challenge } = response;
    const smaller = this.#szx === undefined ? smallerBlocks(response, BERT_SZX + 1, this.#body.length) : undefined;
    if (challenge === undefined && smaller === undefined) return false;
    if (challenge === undefined) this.#szx = smaller;
    else asking.isRepeated = true;
    if (challenge !== undefined) asking.call = withOptions(this.#laterCall, challenge);
    this.#askAgain(asking.call);
    return true;
  }

  onRepeat(): void {
    const asking = this.#asking;
    if (asking === undefined) return;
    asking.renewals += 1;
    if (asking.renewals > MAX_RENEWALS) this.#failAsking(renewalError());
    else this.#askAgain(asking.call);
  }

  #askAgain(call: Call): void {
    if (this.#delivery !== undefined) this.#requests.messages.finish(this.#delivery);
    this.#sendRegistration(call);
  }

  /** Registers under another token, which every server takes. */
  #shortenToken(): void {
    this.#requests.disown(this.#token, this);
    this.#token = this.#requests.newToken();
    this.tokenBytes = this.#requests.tokenBytesFor(this.#call);
    this.#requests.own(this.#token, this);
    this.#sendRegistration(this.#laterCall);
  }

  /** The later blocks of a notification. What was asked for in one request is asked for again in each. */
  #complete(first: IncomingResponse): Promise<IncomingResponse> {
    const { call, payload } = this.#registered;
    return this.#transfer.complete(call, first, payload.length === this.#body.length ? payload : NO_BYTES);
  }

  /** Takes an answer or a notification; false if it must be rejected. */
  #take(response: IncomingResponse, isAnswer: boolean): boolean {
    if (this.ended) return false;
    const unusable = response.unusableOption(this.#call.template);
    if (unusable !== undefined) {
      const message = `the response has critical option ${unusable}, which is not understood`;
      this.#failAsking(new ProtocolError("WOT_PROTOCOL", message, { section: "RFC 7252 §5.4.1" }));
      return false;
    }
    if (this.#answerWish(response)) return true;
    response.trueSinceMs = this.#asking?.sinceMs ?? this.#requests.wheel.now();
    const isObserved = response.observe >= 0 && isSuccess(response.code);
    const isLast = !isObserved && (isSuccess(response.code) || this.#options.reregister !== "always");
    const arrival = { sequence: response.observe, atMs: this.#requests.wheel.now() };
    const isOrdered = isAnswer || this.peer.capacity.isReliable;
    const isStale = isObserved && !isOrdered && this.#last !== undefined && !isFresher(arrival, this.#last);
    if (isStale) return true;
    this.#established = isObserved || (isLast && this.#established);
    this.#last = isObserved ? arrival : undefined;
    if (!isLast) this.#startExpiry(response.maxAgeSeconds);
    this.#settleAsking(response);
    if (isLast) this.#leave();
    this.#states.take(response, isLast);
    return true;
  }

  #show(response: IncomingResponse, isLast: boolean): void {
    if (!this.ended) {
      this.#options.onState?.(response);
      if (this.#options.onNotification === undefined) this.#queue.push(response);
      else this.#guard(() => this.#options.onNotification?.(response));
    }
    if (isLast) this.#end();
  }

  #startExpiry(maxAgeSeconds: number): void {
    const { wheel, random } = this.#requests;
    if (this.#expiry !== undefined) wheel.stop(this.#expiry);
    // Over a connection a Ping tells that the server is there (RFC 8323 §7.3).
    if (this.#options.reregister === false || (this.#established && this.peer.capacity.isReliable)) return;
    const delayMs = maxAgeSeconds * 1000 + GRACE_MIN_MS + random() * GRACE_SPAN_MS;
    this.#expiry = wheel.callAfter(delayMs, () => {
      if (this.#asking === undefined) this.#ask(this.#laterCall).catch((error) => this.#failed(error, maxAgeSeconds));
    });
  }

  #failed(error: unknown, maxAgeSeconds: number): void {
    if (this.#options.reregister !== "always") this.#end(error);
    else if (!this.ended) this.#startExpiry(maxAgeSeconds);
  }

  async #deregister(): Promise<void> {
    const call = { ...this.#laterCall, deadlineMs: this.#requests.wheel.now() + CANCEL_TIMEOUT_MS };
    try {
      const last =
        this.#transfer.wholeRequest(call, this.#body) ?? (await this.#transfer.leadUp(call, this.#body, this.#szx));
      if (last instanceof IncomingResponse) return;
      const options = [uintOption(OptionNumber.Observe, 1), ...(last.options ?? [])];
      await this.#requests.exchange(last.call, options, last.payload, this.#token, this.tokenBytes);
    } catch {
      // Notifications that still come are answered with a Reset, which cancels too.
    }
  }

  #settleAsking(response: IncomingResponse): void {
    const asking = this.#stopAsking();
    asking?.resolve(response);
  }

  #failAsking(error: unknown): void {
    const asking = this.#stopAsking();
    asking?.reject(error);
  }

  #stopAsking(): Asking | undefined {
    const asking = this.#asking;
    this.#asking = undefined;
    if (asking !== undefined) this.#requests.wheel.stop(asking.deadline);
    if (this.#delivery !== undefined) this.#requests.messages.finish(this.#delivery);
    this.#delivery = undefined;
    return asking;
  }

  /** The server has no entry for us any more: nothing to renew, nothing to cancel. */
  #leave(): void {
    this.#established = this.#established && this.#registration !== undefined;
    if (this.#expiry !== undefined) this.#requests.wheel.stop(this.#expiry);
    this.#call.signal?.removeEventListener("abort", this.#onAbort);
    this.#requests.disown(this.#token, this);
  }

  #end(error?: unknown): void {
    if (this.ended) return;
    this.ended = true;
    this.#leave();
    this.#queue.end(error);
    this.#guard(() => this.#options.onEnd?.(error));
  }

  #guard(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#requests.onError(error);
    }
  }

  readonly #onAbort = (): void => {
    void this.cancel();
  };
}
