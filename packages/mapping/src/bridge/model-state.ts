import { isDeepStrictEqual } from "node:util";
import type { Clock, Logger, MaybePromise } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import type { Feed, Source } from "../mapping.js";
import type { LossCounter } from "./device-losses.js";
import type { Northbound } from "./northbound.js";

/** What is known of one property of the model. */
export interface KnownValue {
  readonly value: unknown;
  /** When it was measured, where the device says so (`map:time`), else when it was heard: milliseconds since 1970. */
  readonly time: number;
  /** Set when a later value came that could not be converted. */
  readonly error?: WotError;
}

interface HappenedEvent {
  readonly name: string;
  readonly data: unknown;
}

interface StateEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly losses: LossCounter;
}

/** What a device's values have said so far, in the model's terms. Tells the north what changes. */
export class ModelState {
  /** The latest values by name, as expressions see them. */
  readonly values: Record<string, unknown> = Object.create(null);
  /** The latest vendor values of the sources that are properties. */
  readonly vendors = new Map<string, unknown>();
  readonly #known = new Map<string, KnownValue>();
  /** What cannot be reached: the device itself, its hub. */
  readonly #away = new Set<string>();
  /** What each event's feed last gave, to notice changes. */
  readonly #signals = new Map<Feed, unknown>();
  readonly #northbound: Northbound;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #losses: LossCounter;
  readonly #somethingHappened: (teller: Source) => void;
  /** Pointers of the feeds whose latest value could not be converted. */
  readonly #failing = new Set<string>();
  #heardAt: number | undefined;

  /**
   * @param somethingHappened - called when a value of `teller` says that the rest of the device may have changed: before
   *   events are told, and when the device is back
   */
  constructor(
    northbound: Northbound,
    { clock, logger, losses }: StateEnvironment,
    somethingHappened: (teller: Source) => void,
  ) {
    this.#northbound = northbound;
    this.#clock = clock;
    this.#logger = logger;
    this.#losses = losses;
    this.#somethingHappened = somethingHappened;
  }

  /** False while the device itself, or its hub, says that it cannot be reached. */
  get isAvailable(): boolean {
    return this.#away.size === 0;
  }

  /** When the device last said anything of itself, in milliseconds since 1970; that it is there counts as nothing. */
  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  get(name: string): KnownValue | undefined {
    return this.#known.get(name);
  }

  /**
   * Takes a vendor value of `source`: at once, unless an expression has to be evaluated. Events are told last, so that
   * who hears of one reads what belongs to it. Never fails.
   */
  take(source: Source, vendor: unknown): MaybePromise<void> {
    if (source.kind === "property") this.vendors.set(source.name, vendor);
    const context = { vendor, model: this.values, vendors: this.vendors };
    const waiting: Promise<void>[] = [];
    const events: HappenedEvent[] = [];
    const wasAvailable = this.isAvailable;
    if (source.feeds.some(({ target }) => target.kind !== "available")) this.#heardAt = this.#clock.now();
    for (const feed of source.feeds) {
      try {
        const value = feed.conversion.read(vendor, context);
        if (value instanceof Promise) waiting.push(this.#feedLater(feed, value, vendor, events));
        else this.#feed(feed, value, vendor, events);
      } catch (error) {
        this.#failed(feed, error);
      }
    }
    if (waiting.length > 0) return Promise.all(waiting).then(() => this.#tell(source, events, wasAvailable));
    this.#tell(source, events, wasAvailable);
  }

  /** A value of `source` came that cannot be read: what it feeds is not known any more. */
  invalid(source: Source, error: WotError): void {
    for (const feed of source.feeds) if (feed.target.kind === "property") this.#failed(feed, error);
  }

  /** A property has this value now, or has had it since `measuredAt`, which no clock of a device moves to the future. */
  learn(name: string, value: unknown, measuredAt?: number): void {
    const before = this.#known.get(name);
    const now = this.#clock.now();
    this.#known.set(name, { value, time: measuredAt === undefined ? now : Math.min(measuredAt, now) });
    this.values[name] = value;
    if (before === undefined || !isDeepStrictEqual(before.value, value)) this.#northbound.propertyChanged(name, value);
  }

  async #feedLater(feed: Feed, value: Promise<unknown>, vendor: unknown, events: HappenedEvent[]): Promise<void> {
    try {
      this.#feed(feed, await value, vendor, events);
    } catch (error) {
      this.#failed(feed, error);
    }
  }

  #feed(feed: Feed, value: unknown, vendor: unknown, events: HappenedEvent[]): void {
    this.#failing.delete(feed.pointer);
    if (value === undefined) return;
    const { target } = feed;
    if (target.kind === "property") this.learn(target.name, value, feed.timeOf?.(vendor));
    else if (target.kind === "available") this.#heardOf(target.of, value === true);
    else if (!target.onChange || this.#isNews(feed, value)) {
      events.push({ name: target.name, data: target.data === undefined ? value : target.data });
    }
  }

  #heardOf(of: string, isThere: boolean): void {
    if (isThere) this.#away.delete(of);
    else this.#away.add(of);
  }

  #tell(source: Source, events: readonly HappenedEvent[], wasAvailable: boolean): void {
    const isBack = this.isAvailable && !wasAvailable;
    if (events.length > 0 || isBack) this.#somethingHappened(source);
    for (const { name, data } of events) this.#northbound.eventHappened(name, data);
  }

  /** Whether a value that stands for an event has come about: not with the first value, and never as `false`. */
  #isNews(feed: Feed, value: unknown): boolean {
    const before = this.#signals.get(feed);
    this.#signals.set(feed, value);
    return before !== undefined && value !== false && !isDeepStrictEqual(before, value);
  }

  #failed({ target, pointer }: Feed, error: unknown): void {
    const known = asWotError(error);
    const before = target.kind === "property" ? this.#known.get(target.name) : undefined;
    this.#losses.unreadableValues += 1;
    if (!this.#failing.has(pointer)) {
      this.#failing.add(pointer);
      this.#logger.warn("a vendor value could not be converted", { pointer, message: known.message });
    }
    if (target.kind !== "property") return;
    this.#known.set(target.name, { value: before?.value, time: before?.time ?? this.#clock.now(), error: known });
  }
}
