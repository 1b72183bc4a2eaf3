import { UsageError } from "@thingwright/errors";
import { isSuccess } from "../message/code.js";
import type { Delivery, DeliveryListener } from "../reliability/delivery.js";
import { RESERVED_BYTES } from "../reliability/peer.js";
import type { IncomingRequest } from "../server/incoming-request.js";
import type { ObservationEnd, ObservationSink, ObservationTerms } from "../server/request.js";
import type { CoapResponse } from "../server/response.js";
import { NotificationBacklog } from "./notification-backlog.js";
import type { NotificationPace, Paced } from "./notification-pace.js";
import type { Checked } from "./quiet-observations.js";
import { nextSequence } from "./sequence.js";

/** When a notification is Confirmable although its response does not say. */
export interface NotificationPolicy {
  /** Every this many notifications, one is Confirmable. Default 8. */
  readonly notificationsPerConfirmable: number;
  /** At least this often one is Confirmable. Default, and at most, 24 h (RFC 7641 §4.5). */
  readonly confirmableIntervalMs: number;
}

const DEFAULT_MAX_QUEUED = 64;

/** What an observation needs of its server. */
export interface ObservationHost {
  readonly policy: NotificationPolicy;
  /** Whether notifications go over a connection, which keeps their order, their pace and count of who is there (RFC 8323 §7). */
  readonly isReliable: boolean;
  nowMs(): number;
  /** The bytes of a notification. */
  encodeNotification(o: ServerObservation, r: CoapResponse, confirmable: boolean, messageId: number): Uint8Array;
  /** Whether the client has yet to read what was sent to it: what comes after one more notification then waits for that. */
  isCongested(observation: ServerObservation): boolean;
  /** Sends a Confirmable notification. */
  deliver(observation: ServerObservation, messageId: number, bytes: Uint8Array): Delivery;
  /** Sends a Non-confirmable notification, and remembers its Message ID for a Reset. */
  sendOnce(observation: ServerObservation, messageId: number, bytes: Uint8Array): void;
  /** Calls `send` once the peer is verified, or `confirm` when it takes too long. */
  whenVerified(observation: ServerObservation, send: () => void, confirm: () => void): void;
  /** How fast notifications may go to the client of an observation that is in the list. */
  paceOf(observation: ServerObservation): NotificationPace;
  /** The client has shown that it still observes. */
  confirmed(observation: ServerObservation): void;
  forget(observation: ServerObservation): void;
  onError(error: unknown): void;
}

/**
 * The server's side of one observation: what to send, when to ask for an acknowledgement, and when it is over.
 *
 * @see RFC 7641 §4
 */
export class ServerObservation implements ObservationSink, DeliveryListener, Paced, Checked {
  readonly request: IncomingRequest;
  sequence: number;
  ended = false;
  /** Message IDs of the latest Non-confirmable notifications; kept by the observer table. */
  readonly recentMessageIds: number[] = [];

  readonly #host: ObservationHost;
  readonly #callbacks: ((reason: ObservationEnd) => void)[] = [];
  #isEstablished = false;
  #endReason: ObservationEnd | undefined;
  #delivery: Delivery | undefined;
  readonly #conflates: boolean;
  /** What was notified while an earlier notification is on its way. */
  readonly #backlog: NotificationBacklog;
  readonly #current: ObservationTerms["current"];
  /** The newest state, or the answer to the registration where notifications are no states. */
  #latest: CoapResponse | undefined;
  #pace: NotificationPace | undefined;
  #sinceConfirmable: number;
  #confirmedAtMs: number;
  /** When the Confirmable notification on its way was first sent. */
  #sentAtMs = 0;

  /** @throws {UsageError} WOT_RANGE */
  constructor(request: IncomingRequest, host: ObservationHost, sequence: number, terms: ObservationTerms = {}) {
    this.request = request;
    this.#host = host;
    this.sequence = sequence;
    this.#conflates = terms.conflate ?? true;
    this.#current = terms.current;
    this.#backlog = new NotificationBacklog(this.#conflates ? 1 : maxQueuedOf(terms));
    this.#confirmedAtMs = host.nowMs();
    this.#sinceConfirmable = this.#phase();
  }

  notify(response: CoapResponse): void {
    if (this.ended) return;
    if (this.#conflates) this.#latest = response;
    this.#backlog.push(response);
    this.proceed();
  }

  onEnd(callback: (reason: ObservationEnd) => void): void {
    if (this.#endReason !== undefined) this.#tell(callback, this.#endReason);
    else this.#callbacks.push(callback);
  }

  cancel(): void {
    this.end("cancelled");
  }

  /** The first notification, which answers the request, has been sent; what was notified meanwhile follows. */
  establish(delivery: Delivery | undefined, response: CoapResponse): void {
    this.#isEstablished = true;
    this.#latest ??= response;
    this.#delivery = delivery;
    this.#sentAtMs = this.#host.nowMs();
    this.#host.confirmed(this);
    this.proceed();
  }

  /** Sends what waits, up to the next notification that has to be acknowledged, or that has to wait for its turn. */
  proceed(): void {
    while (this.#isEstablished && this.#delivery === undefined && !this.ended) {
      const response = this.#backlog.first();
      if (response === undefined) return;
      const way = this.#wayOf(response);
      if (way === "wait") {
        this.#paceOfClient().wait(this);
        return;
      }
      this.#backlog.take();
      this.#send(response, way === "confirmable");
    }
  }

  /** Sends the newest state once more, to see whether the client still observes. */
  check(): void {
    if (!this.#isEstablished || this.#delivery !== undefined || this.ended) return;
    const response = this.#currentState();
    if (response !== undefined) this.#send(response, true);
  }

  end(reason: ObservationEnd): void {
    if (this.ended) return;
    this.ended = true;
    this.#endReason = reason;
    this.#backlog.clear();
    this.#pace?.leave(this);
    this.#host.forget(this);
    for (const callback of this.#callbacks.splice(0)) this.#tell(callback, reason);
  }

  /** The Observe value of the next notification. */
  advance(): number {
    this.sequence = nextSequence(this.sequence);
    return this.sequence;
  }

  /** A repeated notification measures nothing: whether the first or the last of them was acknowledged does not show (RFC 6298 §3). */
  onAcknowledged(): void {
    const isRepeated = this.#delivery !== undefined && this.#delivery.retransmissions > 0;
    this.#delivery = undefined;
    if (this.ended) return;
    this.#confirmedAtMs = this.#host.nowMs();
    this.#host.confirmed(this);
    if (!isRepeated) this.#paceOfClient().measure(this.#confirmedAtMs - this.#sentAtMs);
    this.proceed();
  }

  onTransmit(): void {
    this.#sentAtMs = this.#host.nowMs();
  }

  onPiggybacked(): boolean {
    return false;
  }

  onReset(): void {
    this.#delivery = undefined;
    this.end("rejected");
  }

  onUndelivered(): void {
    this.#delivery = undefined;
    this.end("unreachable");
  }

  /** A newer state takes the place of the one that was not acknowledged, and goes on with its timer (RFC 7641 §4.5.2). */
  onRetransmit(delivery: Delivery): Uint8Array | undefined {
    if (!this.#conflates) return undefined;
    const response = this.#backlog.take();
    if (response === undefined) return undefined;
    const bytes = this.#encode(response, true, delivery.peer.nextMessageId());
    if (!isSuccess(response.code)) this.end("failed");
    return bytes;
  }

  /**
   * How a notification goes. One that would have to wait goes at once, and has to be acknowledged, as long as the
   * round-trip time is not known: its acknowledgement tells it.
   */
  #wayOf(response: CoapResponse): "confirmable" | "once" | "wait" {
    if (this.#host.isReliable) return this.#host.isCongested(this) ? "confirmable" : "once";
    const nowMs = this.#host.nowMs();
    if (response.confirmable ?? this.#isConfirmationDue(response, nowMs)) return "confirmable";
    const pace = this.#paceOfClient();
    if (pace.take(this, nowMs)) return "once";
    return response.confirmable === undefined && pace.roundTripMs === undefined ? "confirmable" : "wait";
  }

  #send(response: CoapResponse, confirmable: boolean): void {
    const messageId = this.request.peer.nextMessageId();
    const bytes = this.#encode(response, confirmable, messageId);
    if (bytes === undefined) return;
    if (!confirmable) this.#sinceConfirmable++;
    else this.#sinceConfirmable = this.#pace?.roundTripMs === undefined ? this.#phase() : 0;
    try {
      if (confirmable) this.#delivery = this.#host.deliver(this, messageId, bytes);
      else this.#sendOnce(response, messageId, bytes);
    } catch {
      // More wait for this peer than maxWaitingPerPeer allows: it acknowledges nothing.
      this.end("unreachable");
      return;
    }
    if (!isSuccess(response.code)) this.end("failed");
  }

  /** More than a peer's allowance waits until it has shown its address; where it does not, an acknowledgement is waited for. */
  #sendOnce(response: CoapResponse, messageId: number, bytes: Uint8Array): void {
    const { sequence } = this;
    const send = () => this.#host.sendOnce(this, messageId, bytes);
    if (bytes.length + RESERVED_BYTES <= this.request.peer.allowance) {
      send();
      return;
    }
    // A newer state makes this one pointless, and so does the end, of which only an error still tells.
    const isPointless = () =>
      (this.#conflates && this.sequence !== sequence) || (this.ended && isSuccess(response.code));
    const stillSend = () => isPointless() || send();
    const confirm = () => isPointless() || this.notify({ ...response, confirmable: true });
    this.#host.whenVerified(this, stillSend, confirm);
  }

  /**
   * How far on in its count an observation is that begins, or whose client has just been measured: observers of one resource
   * begin together, and would otherwise all acknowledge the same states, more of them at once than a socket has room for.
   */
  #phase(): number {
    return this.request.peer.id % this.#host.policy.notificationsPerConfirmable;
  }

  #paceOfClient(): NotificationPace {
    this.#pace ??= this.#host.paceOf(this);
    return this.#pace;
  }

  #currentState(): CoapResponse | undefined {
    try {
      return this.#current?.() ?? this.#latest;
    } catch (error) {
      this.#host.onError(error);
      return this.#latest;
    }
  }

  /** The bytes of a notification; without them, as when it cannot be protected, the observation is over. */
  #encode(response: CoapResponse, confirmable: boolean, messageId: number): Uint8Array | undefined {
    try {
      return this.#host.encodeNotification(this, response, confirmable, messageId);
    } catch (error) {
      this.#host.onError(error);
      this.end("unreachable");
      return undefined;
    }
  }

  #isConfirmationDue(response: CoapResponse, nowMs: number): boolean {
    const { notificationsPerConfirmable, confirmableIntervalMs } = this.#host.policy;
    if (!isSuccess(response.code)) return true;
    if (this.#sinceConfirmable + 1 >= notificationsPerConfirmable) return true;
    return nowMs - this.#confirmedAtMs >= confirmableIntervalMs;
  }

  #tell(callback: (reason: ObservationEnd) => void, reason: ObservationEnd): void {
    try {
      callback(reason);
    } catch (error) {
      this.#host.onError(error);
    }
  }
}

function maxQueuedOf({ maxQueuedNotifications = DEFAULT_MAX_QUEUED }: ObservationTerms): number {
  if (Number.isSafeInteger(maxQueuedNotifications) && maxQueuedNotifications >= 1) return maxQueuedNotifications;
  throw new UsageError("WOT_RANGE", `maxQueuedNotifications is ${maxQueuedNotifications}`);
}
