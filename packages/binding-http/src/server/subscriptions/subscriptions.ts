import { type Clock, peerNetwork, type Timer } from "@thingwright/contracts";
import { RequestError, type WotError } from "@thingwright/errors";
import type { HttpServerLimits } from "../server-limits.js";
import { EmissionFeed } from "./emission-feed.js";
import type { EmissionSource } from "./emission-source.js";
import { HistoryKeeper } from "./history-keeper.js";
import { HistoryRoom } from "./history-room.js";

/** A subscription as the server keeps count of it. */
export interface OpenSubscription {
  readonly source: EmissionSource;
  /** Remote address. */
  readonly client: string;
  /** Ends it because the Thing goes. */
  complete(): void;
  /** Tells it of a failure. */
  error(error: WotError): void;
  /** Says something on a quiet stream. */
  beat(): void;
}

/** All subscriptions of one server: how many there are, whose, and the feeds that they share. */
export class Subscriptions {
  /** Histories of sources that nobody is subscribed to at the moment. */
  readonly kept: HistoryKeeper;
  readonly #limits: HttpServerLimits;
  readonly #clock: Clock;
  readonly #open = new Set<OpenSubscription>();
  /** By network: a client has many addresses of IPv6. */
  readonly #perClient = new Map<string, number>();
  readonly #feeds = new Map<string, EmissionFeed>();
  readonly #room: HistoryRoom;
  #heartbeat: Timer | undefined;

  constructor(limits: HttpServerLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#room = new HistoryRoom(limits.maxHistoryBytes);
    this.kept = new HistoryKeeper(limits, clock, (key) => this.#forgetIfUnused(key));
  }

  get size(): number {
    return this.#open.size;
  }

  /** @throws {RequestError} WOT_UNAVAILABLE or WOT_TOO_MANY when there is no room for another one */
  add(subscription: OpenSubscription): void {
    const client = peerNetwork(subscription.client);
    const ofClient = this.#perClient.get(client) ?? 0;
    if (this.#open.size >= this.#limits.maxSubscriptions) {
      throw new RequestError("WOT_UNAVAILABLE", "this server has all the subscriptions that it can carry");
    }
    if (ofClient >= this.#limits.maxSubscriptionsPerClient) {
      throw new RequestError("WOT_TOO_MANY", `a client may have ${ofClient} subscriptions`);
    }
    this.#open.add(subscription);
    this.#perClient.set(client, ofClient + 1);
    this.#heartbeat ??= this.#clock.after(this.#limits.sseHeartbeatMs, this.#beat);
  }

  /** Idempotent. */
  remove(subscription: OpenSubscription): void {
    if (!this.#open.delete(subscription)) return;
    const client = peerNetwork(subscription.client);
    const ofClient = (this.#perClient.get(client) ?? 1) - 1;
    if (ofClient === 0) this.#perClient.delete(client);
    else this.#perClient.set(client, ofClient);
  }

  /** The feed under `key`, with one member more; a new one of `source` when there is none. */
  join(key: string, source: EmissionSource): EmissionFeed {
    const feed = this.#feeds.get(key) ?? new EmissionFeed(source, this.#limits.maxReplayedEmissions, this.#room);
    feed.members++;
    this.#feeds.set(key, feed);
    return feed;
  }

  /** A member of the feed under `key` goes. */
  leave(key: string): void {
    const feed = this.#feeds.get(key);
    if (feed === undefined) return;
    feed.members--;
    this.#forgetIfUnused(key);
  }

  /** The feed under `key`, if somebody is subscribed or was of late. */
  find(key: string): EmissionFeed | undefined {
    return this.#feeds.get(key);
  }

  /** Ends those of one Thing. */
  complete(thingId: string): void {
    for (const subscription of [...this.#open]) {
      if (subscription.source.thingId === thingId) subscription.complete();
    }
    this.kept.forget(thingId);
  }

  /** Ends all of them because the server goes: what they subscribed to is still there, and nobody shall think it gone. */
  stop(): void {
    for (const subscription of [...this.#open]) {
      subscription.error(new RequestError("WOT_UNAVAILABLE", "this server is about to stop"));
      subscription.complete();
    }
    this.kept.forgetAll();
    this.#heartbeat?.cancel();
    this.#heartbeat = undefined;
  }

  #forgetIfUnused(key: string): void {
    const feed = this.#feeds.get(key);
    if (feed === undefined || feed.members > 0 || this.kept.has(key)) return;
    feed.clear();
    this.#feeds.delete(key);
  }

  readonly #beat = (): void => {
    this.#heartbeat = undefined;
    for (const subscription of this.#open) subscription.beat();
    if (this.#open.size > 0) this.#heartbeat = this.#clock.after(this.#limits.sseHeartbeatMs, this.#beat);
  };
}
