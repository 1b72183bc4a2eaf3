import type { Clock, Logger, MaybePromise } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import type { Source } from "../mapping.js";
import type { BridgeLimits } from "./bridge-limits.js";
import { isUnreachable } from "./device-error.js";
import type { LossCounter } from "./device-losses.js";
import { pause } from "./pause.js";
import type { Southbound, WatchedValues } from "./southbound.js";
import { ValuePace } from "./value-pace.js";

/** What watching a source needs. */
export interface WatchEnvironment {
  readonly southbound: Southbound;
  readonly limits: BridgeLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly losses: LossCounter;
  /** Takes a vendor value of the source; never fails. */
  take(source: Source, vendor: unknown): MaybePromise<void>;
  /** Hears that a value of the source came but cannot be read. */
  invalid(source: Source, error: WotError): void;
}

/** Follows one source of a device: observes it, reads it again and again, or both, and knows how fresh that is. */
export class SourceWatch {
  readonly source: Source;
  readonly #environment: WatchEnvironment;
  readonly #pollMs: number | undefined;
  readonly #ending = new AbortController();
  #vendor: unknown;
  #isLive = false;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  /** Grows with every write, so that a reading from before it does not count. */
  #era = 0;
  #isFailing = false;
  #isCut = false;
  /** Something happened at the device that no reading has seen yet. */
  #isOutdated = false;
  /** The reading under way began before that. */
  #isBehind = false;
  /** The reading after the one under way. */
  #next: Promise<void> | undefined;

  constructor(source: Source, environment: WatchEnvironment) {
    this.source = source;
    this.#environment = environment;
    const isPolled = source.isReadable && (source.pollMs !== undefined || !source.isObservable);
    this.#pollMs = isPolled ? (source.pollMs ?? environment.limits.pollMs) : undefined;
  }

  /** Follows the source until `stop`. Resolves then; never rejects. */
  async run(): Promise<void> {
    const ways: Promise<void>[] = [];
    if (this.source.isObservable) ways.push(this.#observe());
    if (this.#pollMs !== undefined) ways.push(this.#poll(this.#pollMs));
    await Promise.all(ways);
  }

  /** Ends it, and what is being read. */
  stop(): void {
    this.#ending.abort();
  }

  /** Whether what was last heard from this source still holds. */
  isFresh(): boolean {
    if (this.#isLive) return true;
    if (this.#pollMs === undefined) return false;
    const maxAgeMs = this.#pollMs * this.#environment.limits.staleAfterPolls;
    return this.#environment.clock.now() - this.#readAt <= maxAgeMs;
  }

  /**
   * Reads the source now; joins a reading that is under way, or waits for the next when that one began too early.
   *
   * @throws {WotError} when the device does not give a value
   */
  refresh(): Promise<void> {
    const reading = this.#reading;
    if (reading === undefined) return this.#begin();
    if (!this.#isBehind) return reading;
    if (this.#next !== undefined) return this.#next;
    const next = reading.catch(ignore).then(() => {
      if (this.#next === next) this.#next = undefined;
      return this.refresh();
    });
    this.#next = next;
    return next;
  }

  #begin(): Promise<void> {
    this.#isBehind = false;
    const reading = this.#read().finally(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    this.#reading = reading;
    return reading;
  }

  /** Whether the last attempt to hear from it failed. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** Whether that was because the device cannot be reached. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Whether something happened at the device since it was last read. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  /** Latest vendor value; `undefined` before there is one. */
  get vendor(): unknown {
    return this.#vendor;
  }

  /** The device has been written to: what is being read now may be from before. `vendor` is its value from now on. */
  written(vendor: unknown): void {
    this.#era += 1;
    this.#reading = undefined;
    this.#next = undefined;
    if (vendor !== undefined) this.#vendor = vendor;
  }

  /** Something happened at the device that may show here: it is read anew, and until then nothing here is fresh. */
  outdated(): void {
    if (!this.source.isReadable || this.#ending.signal.aborted) return;
    this.#isOutdated = true;
    this.#isBehind = this.#reading !== undefined;
    this.refresh().catch((error: unknown) => this.#failed(error));
  }

  async #read(): Promise<void> {
    const { southbound, limits, clock } = this.#environment;
    const { signal } = this.#ending;
    const era = this.#era;
    const vendor = await southbound.read(this.source.name, { timeoutMs: limits.timeoutMs, signal });
    if (era !== this.#era) return this.refresh();
    this.#readAt = clock.now();
    await this.#take(vendor);
    if (!this.#isBehind) this.#isOutdated = false;
  }

  async #poll(pollMs: number): Promise<void> {
    const { clock } = this.#environment;
    const { signal } = this.#ending;
    let delayMs = pollMs;
    while (!signal.aborted) {
      try {
        await this.refresh();
        delayMs = pollMs;
      } catch (error) {
        this.#failed(error);
        delayMs = this.#longer(delayMs, pollMs);
      }
      await pause(delayMs, clock, signal);
    }
  }

  async #observe(): Promise<void> {
    const { clock } = this.#environment;
    const { signal } = this.#ending;
    const firstMs = 1000;
    let delayMs = firstMs;
    const ready = (): void => {
      delayMs = firstMs;
      this.#live();
    };
    while (!signal.aborted) {
      try {
        await this.#takeAll(this.#values(ready));
      } catch (error) {
        this.#failed(error);
      }
      this.#isLive = false;
      await pause(delayMs, clock, signal);
      delayMs = this.#longer(delayMs, firstMs);
    }
  }

  /** Takes values at a pace that leaves time for other devices, however fast this one sends them. */
  async #takeAll(values: WatchedValues): Promise<void> {
    const { clock, limits, losses } = this.#environment;
    const { signal } = this.#ending;
    const pace = new ValuePace(limits.maxValuesPerSecond, clock);
    let missed = 0;
    for await (const vendor of values) {
      await this.#take(vendor);
      losses.missed(this.source.name, (values.missed ?? 0) - missed);
      missed = values.missed ?? 0;
      const rest = pace.passed(signal);
      if (rest !== undefined) await rest;
    }
  }

  #values(ready: () => void): WatchedValues {
    return this.#environment.southbound.watch(this.source.kind, this.source.name, {
      signal: this.#ending.signal,
      timeoutMs: this.#environment.limits.timeoutMs,
      maxQueued: this.#environment.limits.maxWaitingValues,
      onReady: ready,
      onResumed: () => this.#live(),
      onInterrupted: (error) => {
        this.#isLive = false;
        this.#failed(error);
      },
      onInvalid: (error) => this.#environment.invalid(this.source, error),
    });
  }

  /** Values come again. What was missed, or what was there before the first of them, is asked for. */
  #live(): void {
    this.#isLive = true;
    this.#works();
    if (this.source.isReadable) this.refresh().catch((error: unknown) => this.#failed(error));
  }

  async #take(vendor: unknown): Promise<void> {
    this.#works();
    if (!this.source.accepts(vendor)) return;
    this.#vendor = vendor;
    await this.#environment.take(this.source, vendor);
  }

  /** Says once that the source fails, until it works again. */
  #failed(error: unknown): void {
    if (this.#ending.signal.aborted) return;
    this.#isCut = isUnreachable(error);
    if (this.#isFailing) return;
    this.#isFailing = true;
    const { code, message } = asWotError(error);
    this.#environment.logger.warn("a source of a bridged device fails", { source: this.source.name, code, message });
  }

  #works(): void {
    this.#isFailing = false;
    this.#isCut = false;
  }

  #longer(delayMs: number, shortestMs: number): number {
    return Math.max(shortestMs, Math.min(this.#environment.limits.maxRetryMs, delayMs * 2));
  }
}

const ignore = (): void => {};
