import { NetworkError, type WotError } from "@thingwright/errors";
import { uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import { NotificationQueue } from "../observe/notification-queue.js";
import type { Delivery, DeliveryListener, Peer } from "../reliability/delivery.js";
import { WheelTimer } from "../time/timer-wheel.js";
import type { Call } from "./call.js";
import { abortError, type TokenOwner } from "./client-exchange.js";
import type { IncomingResponse } from "./client-response.js";
import { wantsNothing } from "./no-response.js";
import type { RequestLayer } from "./request-layer.js";

/**
 * A request to a multicast group and the responses of whoever answers, each once, until the time is up.
 *
 * @see RFC 7252 §8.2
 */
export class GroupExchange extends WheelTimer implements TokenOwner, DeliveryListener {
  readonly peer: Peer;
  readonly anyPeer = true;
  protectedRequest: undefined;
  readonly responses: NotificationQueue<IncomingResponse>;

  readonly #requests: RequestLayer;
  readonly #signal: AbortSignal | undefined;
  readonly #token: number;
  readonly tokenBytes: number;
  readonly #maxResponses: number;
  readonly #answered = new Set<string>();
  #delivery: Delivery | undefined;
  #isOpen = true;

  constructor(requests: RequestLayer, call: Call, payload: Uint8Array, maxResponses: number) {
    super();
    this.peer = call.peer;
    this.#requests = requests;
    this.#signal = call.signal;
    this.#maxResponses = maxResponses;
    this.#token = requests.newToken();
    this.tokenBytes = requests.tokenBytesFor(call);
    this.responses = new NotificationQueue(maxResponses, () => this.end());
    requests.own(this.#token, this);
    call.signal?.addEventListener("abort", this.#onAbort, { once: true });
    requests.wheel.start(this, requests.timeLeftMs(call));
    try {
      const { noResponse } = call.template;
      const extra = noResponse === undefined ? undefined : [uintOption(OptionNumber.NoResponse, noResponse)];
      this.#delivery = requests.send(call, this.#token, extra, payload, this);
      // The group itself never answers: its members do.
      this.#delivery.silenceMs = 0;
      if (wantsNothing(noResponse)) this.end();
    } catch (error) {
      this.end(error);
    }
  }

  onResponse(response: IncomingResponse): boolean {
    if (!this.#isOpen || response.badOption !== undefined || response.isSealed) return false;
    const { address, port } = response.peer;
    const key = `${address} ${port}`;
    if (this.#answered.has(key)) return true;
    this.#answered.add(key);
    this.responses.push(response);
    if (this.#answered.size >= this.#maxResponses) this.end();
    return true;
  }

  onRepeat(): void {
    // Nothing of a group is protected.
  }

  onAcknowledged(): void {
    // Non-confirmable messages are not acknowledged.
  }

  onPiggybacked(): boolean {
    return false;
  }

  onReset(): void {
    // One that cannot answer; others may.
  }

  onUndelivered(cause?: unknown): void {
    this.end(new NetworkError("WOT_NETWORK", "the request could not be sent", { cause, sent: false }));
  }

  onTimer(): void {
    this.end();
  }

  fail(error: WotError): void {
    this.end(error);
  }

  onGone(error: WotError): void {
    this.end(error);
  }

  /** Takes no more responses. */
  end(error?: unknown): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#requests.wheel.stop(this);
    this.#requests.disown(this.#token, this);
    if (this.#delivery !== undefined) this.#requests.messages.finish(this.#delivery);
    this.responses.end(error);
  }

  readonly #onAbort = (): void => this.end(abortError(this.#signal));
}
