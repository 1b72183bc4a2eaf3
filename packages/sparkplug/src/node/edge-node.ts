import type { Clock, Content, ContentSink, RemoteSubscription, Timer } from "@thingwright/contracts";
import { NetworkError, type WotError } from "@thingwright/errors";
import type { SparkplugLimits } from "../limits.js";
import { decodePayload } from "../payload/decode-payload.js";
import type { Metric, MetricValue, Payload } from "../payload/payload.js";
import { type MessageType, parseTopic } from "../topic.js";
import { type KnownMetric, MetricTable } from "./metric-table.js";
import { Sequence } from "./sequence.js";

/** Hears of one metric. */
export interface MetricListener {
  /** @param isBirth - whether it is the value that a birth has told, and no change */
  next(value: MetricValue, isBirth: boolean): void;
  interrupted(error: WotError): void;
  resumed(): void;
  error(error: WotError): void;
  complete(): void;
}

/** How an edge node is reached. */
export interface EdgeNodeLink {
  subscribe(sink: ContentSink): Promise<RemoteSubscription>;
  /** Asks the edge node to be born again; must not reject. */
  requestRebirth(): void;
}

/** What is known of a metric: `unknown` before a birth has told, `offline` after a death. */
export type MetricState = KnownMetric | "unknown" | "offline" | "absent";

/**
 * One edge node with its devices, as their births, data and deaths tell (Sparkplug 3.0 §5, §6). Data that a birth should
 * have come before, or that are missing by their numbers, have it asked for a rebirth.
 */
export class EdgeNode implements ContentSink {
  readonly #link: EdgeNodeLink;
  readonly #clock: Clock;
  readonly #limits: SparkplugLimits;
  readonly #sequence = new Sequence();
  /** By device; that of the edge node itself under the empty name. */
  readonly #tables = new Map<string, MetricTable>();
  readonly #dead = new Set<string>();
  readonly #listeners = new Map<string, Set<MetricListener>>();
  readonly #interrupted = new Set<MetricListener>();
  readonly #waiting = new Set<() => void>();
  #bdSeq: MetricValue | undefined;
  #subscription: Promise<RemoteSubscription> | undefined;
  #askedAt: number | undefined;
  #askLater: Timer | undefined;

  constructor(link: EdgeNodeLink, clock: Clock, limits: SparkplugLimits) {
    this.#link = link;
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Resolves when everything that the edge node says is heard. */
  async open(): Promise<void> {
    if (this.#subscription === undefined) {
      this.#subscription = this.#link.subscribe(this);
      this.#subscription.then(
        () => this.#needBirth(),
        () => this.close(),
      );
    }
    await this.#subscription;
  }

  /** Ends it; whoever listens is not told. Idempotent. */
  async close(): Promise<void> {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    this.#askLater?.cancel();
    this.#forget();
    const running = await subscription?.catch(() => undefined);
    await running?.stop();
  }

  state(device: string, name: string): MetricState {
    if (this.#dead.has(device) || this.#dead.has("")) return "offline";
    const table = this.#tables.get(device);
    return table === undefined ? "unknown" : (table.get(name) ?? "absent");
  }

  /** Whether the edge node, or its device, is there; `undefined` before anybody has told. */
  isOnline(device: string): boolean | undefined {
    if (this.#dead.has(device) || this.#dead.has("")) return false;
    return this.#tables.has(device) ? true : undefined;
  }

  /** Calls back whenever something may be known that was not, until the returned function is called. */
  onChange(callback: () => void): () => void {
    this.#waiting.add(callback);
    return () => this.#waiting.delete(callback);
  }

  /** Hears of a metric until the returned function is called. */
  listen(device: string, name: string, listener: MetricListener): () => void {
    const key = keyOf(device, name);
    const listeners = this.#listeners.get(key) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(key, listeners);
    const state = this.state(device, name);
    if (state === "offline") this.#interrupt(listener, offline());
    else if (typeof state === "object") listener.next(state.value, true);
    return () => {
      listeners.delete(listener);
      this.#interrupted.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(key);
    };
  }

  next({ source, body }: Content): void {
    const topic = source === undefined ? undefined : parseTopic(source);
    if (topic === undefined || topic.type.endsWith("CMD")) return;
    const table = this.#tables.get(topic.device);
    let payload: Payload;
    try {
      payload = decodePayload(body, (metric) => table?.find(metric)?.dataType);
    } catch {
      this.#needBirth();
      return;
    }
    this.#take(topic.type, topic.device, payload);
    for (const callback of [...this.#waiting]) callback();
  }

  /** What is known may be outdated by the time the connection is back. */
  interrupted(error: WotError): void {
    this.#forget();
    for (const listener of this.#all()) this.#interrupt(listener, error);
  }

  resumed(): void {
    this.#needBirth();
  }

  error(error: WotError): void {
    for (const listener of this.#all()) listener.error(error);
    void this.close();
  }

  complete(): void {
    for (const listener of this.#all()) listener.complete();
    void this.close();
  }

  #take(type: MessageType, device: string, payload: Payload): void {
    switch (type) {
      case "NBIRTH":
        this.#bornNode(payload);
        return;
      case "NDEATH":
        if (this.#isOwnDeath(payload)) this.#died("");
        return;
      case "DBIRTH":
        if (this.#isInOrder(payload)) this.#born(device, payload.metrics);
        return;
      case "DDEATH":
        if (this.#isInOrder(payload)) this.#died(device);
        return;
      default:
        if (this.#isInOrder(payload)) this.#data(device, payload.metrics);
    }
  }

  /** Everything begins anew: devices are born again after their edge node. */
  #bornNode({ seq, metrics }: Payload): void {
    this.#tables.clear();
    this.#dead.clear();
    this.#sequence.begin(seq);
    this.#bdSeq = metrics.find(({ name }) => name === "bdSeq")?.value;
    this.#askLater?.cancel();
    this.#askLater = undefined;
    this.#born("", metrics);
  }

  #born(device: string, metrics: readonly Metric[]): void {
    const others = [...this.#tables].reduce((sum, [name, { size }]) => (name === device ? sum : sum + size), 0);
    const table = new MetricTable(metrics, Math.max(0, this.#limits.maxMetrics - others));
    this.#tables.set(device, table);
    this.#dead.delete(device);
    for (const { name, value } of table.all()) {
      for (const listener of this.#listeners.get(keyOf(device, name)) ?? []) {
        if (this.#interrupted.delete(listener)) listener.resumed();
        listener.next(value, true);
      }
    }
  }

  #data(device: string, metrics: readonly Metric[]): void {
    const table = this.#tables.get(device);
    for (const metric of metrics) {
      const known = table?.find(metric);
      if (known === undefined) this.#needBirth();
      else if (metric.isHistorical !== true && metric.value !== undefined) {
        table!.change(known, metric.value);
        for (const listener of this.#listeners.get(keyOf(device, known.name)) ?? []) listener.next(metric.value, false);
      }
    }
  }

  #died(device: string): void {
    this.#dead.add(device);
    if (device === "") this.#tables.clear();
    else this.#tables.delete(device);
    for (const [key, listeners] of this.#listeners) {
      if (device !== "" && !key.startsWith(keyOf(device, ""))) continue;
      for (const listener of listeners) this.#interrupt(listener, offline());
    }
  }

  /** A death that the broker tells late is of an earlier connection (Sparkplug 3.0 §6.4.18). */
  #isOwnDeath({ metrics }: Payload): boolean {
    const told = metrics.find(({ name }) => name === "bdSeq")?.value;
    return told === undefined || this.#bdSeq === undefined || told === this.#bdSeq;
  }

  /** Whether a birth has come before; numbers that are missing have the birth asked for, and what is here still counts. */
  #isInOrder({ seq }: Payload): boolean {
    if (!this.#tables.has("")) {
      this.#needBirth();
      return false;
    }
    if (!this.#sequence.follows(seq)) this.#needBirth();
    return true;
  }

  /** Asks for a rebirth, not too often. */
  #needBirth(): void {
    if (this.#askLater !== undefined || this.#subscription === undefined) return;
    const now = this.#clock.now();
    const waitMs = this.#askedAt === undefined ? 0 : this.#askedAt + this.#limits.rebirthIntervalMs - now;
    if (waitMs <= 0) this.#ask();
    else {
      this.#askLater = this.#clock.after(waitMs, () => {
        this.#askLater = undefined;
        this.#ask();
      });
    }
  }

  #ask(): void {
    this.#askedAt = this.#clock.now();
    this.#link.requestRebirth();
  }

  #forget(): void {
    this.#tables.clear();
    this.#dead.clear();
  }

  #interrupt(listener: MetricListener, error: WotError): void {
    if (this.#interrupted.has(listener)) return;
    this.#interrupted.add(listener);
    listener.interrupted(error);
  }

  #all(): readonly MetricListener[] {
    return [...this.#listeners.values()].flatMap((listeners) => [...listeners]);
  }
}

/** Ids of devices have no slash, names of metrics may. */
const keyOf = (device: string, name: string): string => `${device}/${name}`;

export const offline = (): NetworkError =>
  new NetworkError("WOT_NETWORK", "the edge node or its device has said that it is offline", { sent: false });
