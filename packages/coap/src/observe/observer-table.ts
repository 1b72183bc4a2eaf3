import type { Peer } from "../reliability/delivery.js";
import { IdTable } from "../reliability/id-table.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import { NotificationPace } from "./notification-pace.js";
import type { ServerObservation } from "./server-observation.js";

const REMEMBERED_MESSAGE_IDS = 8;

/** Limits on observations, see `ServerLimits`. */
export interface ObserverLimits {
  readonly maxObservers: number;
  readonly maxObserversPerPeer: number;
  readonly maxObserversPerResource: number;
}

interface PeerObservers {
  readonly byToken: Map<string, ServerObservation>;
  /** For Resets of Non-confirmable notifications. */
  readonly byMessageId: IdTable<ServerObservation>;
  readonly pace: NotificationPace;
}

/** A server's list of observers: one for each peer and token. */
export class ObserverTable {
  readonly #limits: ObserverLimits;
  readonly #wheel: TimerWheel;
  readonly #peers = new Map<Peer, PeerObservers>();
  readonly #countByPath = new Map<string, number>();
  #size = 0;

  constructor(limits: ObserverLimits, wheel: TimerWheel) {
    this.#limits = limits;
    this.#wheel = wheel;
  }

  get size(): number {
    return this.#size;
  }

  /** The observation that a peer has under a token. */
  find(peer: Peer, tokenKey: string): ServerObservation | undefined {
    return this.#peers.get(peer)?.byToken.get(tokenKey);
  }

  /** The observation that a peer's Reset is about. */
  findByMessageId(peer: Peer, messageId: number): ServerObservation | undefined {
    return this.#peers.get(peer)?.byMessageId.get(messageId);
  }

  /** The pace of a peer's notifications; one of its own for a peer that is not in the list. */
  paceOf(peer: Peer): NotificationPace {
    return this.#peers.get(peer)?.pace ?? new NotificationPace(this.#wheel);
  }

  /** Whether one more observation of a path by a peer is within the limits. */
  hasRoom(peer: Peer, path: string): boolean {
    const { maxObservers, maxObserversPerPeer, maxObserversPerResource } = this.#limits;
    if (this.#size >= maxObservers) return false;
    if ((this.#peers.get(peer)?.byToken.size ?? 0) >= maxObserversPerPeer) return false;
    return (this.#countByPath.get(path) ?? 0) < maxObserversPerResource;
  }

  /** Adds an observation; there must be none with its peer and token. */
  add(observation: ServerObservation): void {
    const { peer, path, view } = observation.request;
    let observers = this.#peers.get(peer);
    if (observers === undefined) {
      observers = { byToken: new Map(), byMessageId: new IdTable(), pace: new NotificationPace(this.#wheel) };
      this.#peers.set(peer, observers);
      peer.pins++;
    }
    observers.byToken.set(view.tokenKey(), observation);
    this.#countByPath.set(path, (this.#countByPath.get(path) ?? 0) + 1);
    this.#size++;
  }

  /** Removes an observation if it is in the list. */
  remove(observation: ServerObservation): void {
    const { peer, path, view } = observation.request;
    const observers = this.#peers.get(peer);
    const tokenKey = view.tokenKey();
    if (observers === undefined || observers.byToken.get(tokenKey) !== observation) return;
    observers.byToken.delete(tokenKey);
    for (const messageId of observation.recentMessageIds) observers.byMessageId.delete(messageId);
    if (observers.byToken.size === 0) {
      this.#peers.delete(peer);
      peer.pins--;
    }
    const count = this.#countByPath.get(path)! - 1;
    if (count === 0) this.#countByPath.delete(path);
    else this.#countByPath.set(path, count);
    this.#size--;
  }

  /** Remembers the Message ID of a Non-confirmable notification, forgetting one of long ago. */
  remember(observation: ServerObservation, messageId: number): void {
    const observers = this.#peers.get(observation.request.peer);
    if (observers === undefined) return;
    observers.byMessageId.set(messageId, observation);
    const recent = observation.recentMessageIds;
    recent.push(messageId);
    if (recent.length <= REMEMBERED_MESSAGE_IDS) return;
    const forgotten = recent.shift()!;
    if (observers.byMessageId.get(forgotten) === observation) observers.byMessageId.delete(forgotten);
  }

  /** The observations of a peer, as they are now. */
  of(peer: Peer): ServerObservation[] {
    return [...(this.#peers.get(peer)?.byToken.values() ?? [])];
  }

  /** All observations, as they are now. */
  all(): ServerObservation[] {
    return [...this.#peers.values()].flatMap(({ byToken }) => [...byToken.values()]);
  }
}
