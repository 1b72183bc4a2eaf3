import { UsageError } from "@thingwright/errors";
import { isSuccess } from "../message/code.js";
import type { Delivery, DeliveryListener } from "../reliability/delivery.js";
import type { IncomingRequest } from "../server/incoming-request.js";
import type { ObservationEnd, ObservationSink, ObservationTerms } from "../server/request.js";
import type { CoapResponse } from "../server/response.js";
import { NotificationBacklog } from "./notification-backlog.js";
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
  nowMs(): number;
  /** The bytes of a notification. */
  encodeNotification(o: ServerObservation, r: CoapResponse, confirmable: boolean, messageId: number): Uint8Array;
  /**
   * Whether a notification is to be Confirmable that is due to be. Over a connection it is so while the peer does not
   * read: what comes after it then waits, as for an acknowledgement.
   */
  confirms(observation: ServerObservation, isDue: boolean): boolean;
  /** Sends a Confirmable notification. */
  deliver(observation: ServerObservation, messageId: number, bytes: Uint8Array): Delivery;
  /** Sends a Non-confirmable notification, and remembers its Message ID for a Reset. */
  sendOnce(observation: ServerObservation, messageId: number, bytes: Uint8Array): void;
  forget(observation: ServerObservation): void;
  onError(error: unknown): void;
}

/**
 * The server's side of one observation: what to send, when to ask for an acknowledgement, and when it is over.
 *
 * @see RFC 7641 §4
 */
export class ServerObservation implements ObservationSink, DeliveryListener {
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
  #sinceConfirmable = 0;
  #confirmedAtMs: number;

  /** @throws {UsageError} WOT_RANGE */
  constructor(request: IncomingRequest, host: ObservationHost, sequence: number, terms: ObservationTerms = {}) {
    this.request = request;
    this.#host = host;
    this.sequence = sequence;
    this.#conflates = terms.conflate ?? true;
    this.#backlog = new NotificationBacklog(this.#conflates ? 1 : maxQueuedOf(terms));
    this.#confirmedAtMs = host.nowMs();
  }

  notify(response: CoapResponse): void {
    if (this.ended) return;
    if (!this.#isEstablished || this.#delivery !== undefined) this.#backlog.push(response);
    else this.#send(response);
  }

  onEnd(callback: (reason: ObservationEnd) => void): void {
    if (this.#endReason !== undefined) this.#tell(callback, this.#endReason);
    else this.#callbacks.push(callback);
  }

  cancel(): void {
    this.end("cancelled");
  }

  /** The first notification, which answers the request, has been sent; what was notified meanwhile follows. */
  establish(delivery: Delivery | undefined): void {
    this.#isEstablished = true;
    this.#delivery = delivery;
    this.#sendBacklog();
  }

  end(reason: ObservationEnd): void {
    if (this.ended) return;
    this.ended = true;
    this.#endReason = reason;
    this.#backlog.clear();
    this.#host.forget(this);
    for (const callback of this.#callbacks.splice(0)) this.#tell(callback, reason);
  }

  /** The Observe value of the next notification. */
  advance(): number {
    this.sequence = nextSequence(this.sequence);
    return this.sequence;
  }

  onAcknowledged(): void {
    this.#delivery = undefined;
    this.#confirmedAtMs = this.#host.nowMs();
    this.#sendBacklog();
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

  /** Sends what waits, up to the next notification that has to be acknowledged. */
  #sendBacklog(): void {
    while (this.#delivery === undefined) {
      const response = this.#backlog.take();
      if (response === undefined) return;
      this.#send(response);
    }
  }

  #send(response: CoapResponse): void {
    const confirmable = this.#host.confirms(this, response.confirmable ?? this.#isConfirmationDue(response));
    const messageId = this.request.peer.nextMessageId();
    const bytes = this.#encode(response, confirmable, messageId);
    if (bytes === undefined) return;
    this.#sinceConfirmable = confirmable ? 0 : this.#sinceConfirmable + 1;
    try {
      if (confirmable) this.#delivery = this.#host.deliver(this, messageId, bytes);
      else this.#host.sendOnce(this, messageId, bytes);
    } catch {
      // More wait for this peer than maxWaitingPerPeer allows: it acknowledges nothing.
      this.end("unreachable");
      return;
    }
    if (!isSuccess(response.code)) this.end("failed");
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

  #isConfirmationDue(response: CoapResponse): boolean {
    const { notificationsPerConfirmable, confirmableIntervalMs } = this.#host.policy;
    if (!isSuccess(response.code)) return true;
    if (this.#sinceConfirmable + 1 >= notificationsPerConfirmable) return true;
    return this.#host.nowMs() - this.#confirmedAtMs >= confirmableIntervalMs;
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
