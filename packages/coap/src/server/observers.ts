import { Code, isSuccess } from "../message/code.js";
import type { NotificationPace } from "../observe/notification-pace.js";
import { ObserverTable } from "../observe/observer-table.js";
import { QuietObservations } from "../observe/quiet-observations.js";
import { firstSequence } from "../observe/sequence.js";
import { type NotificationPolicy, type ObservationHost, ServerObservation } from "../observe/server-observation.js";
import type { Delivery, Peer } from "../reliability/delivery.js";
import type { MessageCarrier } from "../reliability/message-carrier.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import type { AddressVerification } from "./address-verification.js";
import type { IncomingRequest } from "./incoming-request.js";
import type { ObservationOffer, ObservationTerms } from "./request.js";
import type { Responder } from "./responder.js";
import type { CoapResponse } from "./response.js";
import type { ServerLimits } from "./server-limits.js";

/**
 * A server's observations from the wish in a request to their end.
 *
 * @see RFC 7641 §4.1
 */
export class Observers implements ObservationHost {
  readonly policy: NotificationPolicy;
  readonly onError: (error: unknown) => void;
  readonly #table: ObserverTable;
  readonly #carrier: MessageCarrier;
  readonly #responder: Responder;
  readonly #verification: AddressVerification;
  readonly #wheel: TimerWheel;
  readonly #quiet: QuietObservations;
  /** Accepted by the handler, whose response is not there yet. */
  readonly #accepted = new WeakMap<IncomingRequest, ServerObservation>();

  constructor(
    policy: NotificationPolicy,
    limits: ServerLimits,
    carrier: MessageCarrier,
    responder: Responder,
    verification: AddressVerification,
    wheel: TimerWheel,
    onError: (error: unknown) => void,
  ) {
    this.policy = policy;
    this.onError = onError;
    this.#table = new ObserverTable(limits, wheel);
    this.#quiet = new QuietObservations(wheel, policy.confirmableIntervalMs);
    this.#carrier = carrier;
    this.#responder = responder;
    this.#verification = verification;
    this.#wheel = wheel;
  }

  get isReliable(): boolean {
    return this.#carrier.isReliable;
  }

  get size(): number {
    return this.#table.size;
  }

  nowMs(): number {
    return this.#wheel.now();
  }

  /** The offer of a request that wishes to observe, if there is room for one more. */
  offer(request: IncomingRequest): ObservationOffer | undefined {
    const { method, peer, path, view } = request;
    if (request.multicast || (method !== Code.GET && method !== Code.FETCH)) return undefined;
    const earlier = this.#table.find(peer, view.tokenKey());
    if (earlier === undefined && !this.#table.hasRoom(peer, path)) return undefined;
    return { accept: (terms) => this.#accept(request, earlier, terms) };
  }

  /**
   * The observation that a response establishes. One that the peer had under the same token ends: the new one takes its
   * place, and a response that establishes nothing tells the client that it is no longer in the list.
   */
  settle(request: IncomingRequest, response: CoapResponse): ServerObservation | undefined {
    const accepted = this.#accepted.get(request);
    this.#table.find(request.peer, request.view.tokenKey())?.end("deregistered");
    if (accepted === undefined || accepted.ended) return undefined;
    if (!isSuccess(response.code) || !this.#table.hasRoom(request.peer, request.path)) {
      accepted.end("cancelled");
      return undefined;
    }
    this.#table.add(accepted);
    return accepted;
  }

  /** The response could not be sent: its observation is not to be. */
  abandon(request: IncomingRequest): void {
    this.#accepted.get(request)?.end("cancelled");
  }

  deregister(request: IncomingRequest): void {
    this.#table.find(request.peer, request.view.tokenKey())?.end("deregistered");
  }

  /** A Reset came for a Non-confirmable notification (RFC 7641 §3.6). */
  reject(messageId: number, peer: Peer): void {
    this.#table.findByMessageId(peer, messageId)?.onReset();
  }

  /** A peer's connection is over, and with it all of its observations (RFC 8323 §7.4). */
  leave(peer: Peer): void {
    for (const observation of this.#table.of(peer)) observation.end("unreachable");
  }

  close(): void {
    for (const observation of this.#table.all()) observation.end("closed");
  }

  encodeNotification(o: ServerObservation, r: CoapResponse, confirmable: boolean, messageId: number): Uint8Array {
    return this.#responder.encodeNotification(o, r, confirmable, messageId);
  }

  isCongested({ request: { peer } }: ServerObservation): boolean {
    return this.#carrier.isCongested(peer);
  }

  deliver(observation: ServerObservation, messageId: number, bytes: Uint8Array): Delivery {
    return this.#carrier.deliver(observation.request.peer, messageId, bytes, observation);
  }

  sendOnce(observation: ServerObservation, messageId: number, bytes: Uint8Array): void {
    this.#carrier.send(bytes, observation.request.peer);
    if (!this.#carrier.isReliable) this.#table.remember(observation, messageId);
  }

  whenVerified(observation: ServerObservation, send: () => void, confirm: () => void): void {
    const onUnverified = () => observation.end("unreachable");
    const onOverdue = () => {
      confirm();
      return true;
    };
    this.#verification.whenVerified(observation.request.peer, { onVerified: send, onOverdue, onUnverified });
  }

  paceOf(observation: ServerObservation): NotificationPace {
    return this.#table.paceOf(observation.request.peer);
  }

  confirmed(observation: ServerObservation): void {
    if (!observation.ended && !this.isReliable) this.#quiet.heardOf(observation);
  }

  forget(observation: ServerObservation): void {
    this.#quiet.forget(observation);
    this.#table.remove(observation);
  }

  #accept(
    request: IncomingRequest,
    earlier: ServerObservation | undefined,
    terms: ObservationTerms | undefined,
  ): ServerObservation {
    const accepted = this.#accepted.get(request);
    if (accepted !== undefined) return accepted;
    const sequence = earlier?.sequence ?? firstSequence(this.nowMs());
    const observation = new ServerObservation(request, this, sequence, terms);
    this.#accepted.set(request, observation);
    return observation;
  }
}
