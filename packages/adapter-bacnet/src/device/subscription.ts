import { type Clock, type Patience, type Timer, within } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import { type CovChange, covRequest } from "../protocol/change-of-value.js";
import type { ObjectId } from "../protocol/object-id.js";
import { confirmedService } from "../protocol/service.js";
import { propertyId } from "./property-id.js";
import type { DeviceRequest, PropertyReader } from "./property-reader.js";
import { readWatched } from "./read-watched.js";
import type { PropertyWatcher, WatchTarget } from "./watch-target.js";

export interface SubscriptionOptions {
  readonly instance: number;
  readonly target: WatchTarget;
  readonly reader: Pick<PropertyReader, "read">;
  readonly request: DeviceRequest;
  readonly isConfirmed: boolean;
  readonly limits: { readonly covLifetimeMs: number; readonly apduTimeoutMs: number };
  readonly clock: Clock;
  /** The device has not answered. */
  readonly onUnreachable: () => void;
}

/** This side's number of all its subscriptions: one that begins again after a crash takes its former places at devices. */
export const processId = 1;

/** Changes of one object or property, told by the device or, where it does not, read again and again (ASHRAE 135 §13.1). */
export class Subscription {
  readonly #options: SubscriptionOptions;
  readonly #watchers = new Set<PropertyWatcher>();
  /** Whether the device tells of the object only, and was asked for its present value. */
  #isOfObject = false;
  #isPolled = false;
  #isEstablished = false;
  #establishing: Promise<void> | undefined;
  #isLost = false;
  #isStopped = false;
  #timer: Timer | undefined;
  #polling: Promise<void> | undefined;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
  }

  get object(): ObjectId {
    return this.#options.target.object;
  }

  get isUnwatched(): boolean {
    return this.#watchers.size === 0;
  }

  add(watcher: PropertyWatcher): void {
    this.#watchers.add(watcher);
  }

  delete(watcher: PropertyWatcher): void {
    this.#watchers.delete(watcher);
  }

  /**
   * Resolves once it is established, be it for others who watch the same.
   *
   * @throws {WotError} when the device does not answer in time, or refuses also to be read
   */
  async ready(patience: Patience): Promise<void> {
    const { clock } = this.#options;
    const endsAt = clock.now() + patience.timeoutMs;
    while (!this.#isEstablished) {
      const left = { ...patience, timeoutMs: Math.max(1, endsAt - clock.now()) };
      const others = this.#establishing;
      if (others === undefined) return this.#establish(left);
      // The failure of others may be that their time was over.
      await within(others.catch(ignore), left, clock);
    }
  }

  /** Subscribes again, or reads; until that has succeeded it is tried again and again. Never rejects. */
  async renew(): Promise<void> {
    try {
      await this.#establish(this.#patience);
    } catch (error) {
      if (this.#isStopped) return;
      // It is tried again, whether the device is away, busy, or has no such value now.
      this.#wait(this.#untilNextPollMs);
      const known = asWotError(error);
      if (known.family === "NetworkError" || known.family === "TimeoutError") this.#options.onUnreachable();
      else this.#interrupt(known);
    }
  }

  /** The device is away: nothing is told until {@link renew} has succeeded. */
  lost(error: WotError): void {
    this.#timer?.cancel();
    this.#interrupt(error);
  }

  /** Takes what the device told. */
  notified(changes: readonly CovChange[]): void {
    const flags = changes.find(({ property }) => property === propertyId.statusFlags)?.values;
    for (const watcher of this.#watchers) {
      const change = changes.find(({ property, index }) => property === watcher.property && index === watcher.index);
      if (change !== undefined) watcher.changed(change.values, flags);
    }
  }

  /**
   * The object has been written to: it is read now. Whoever wrote takes their value for the object's, and a device of which
   * a stronger command holds does not say that nothing has changed.
   */
  written(): void {
    if (this.#isLost || this.#isStopped) return;
    for (const watcher of this.#watchers) watcher.outdated();
    void this.#confirm();
  }

  /** Ends it without a word to the device, where it ends by itself. */
  abandon(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }

  /** Ends it, and tells the device unless it is away. Never rejects. */
  async stop(): Promise<void> {
    this.abandon();
    if (this.#isPolled || this.#isLost) return;
    const { limits } = this.#options;
    await this.#send(undefined, { timeoutMs: limits.apduTimeoutMs }).catch(() => {});
  }

  #establish(patience: Patience): Promise<void> {
    const establishing = this.#begin(patience).finally(() => {
      if (this.#establishing === establishing) this.#establishing = undefined;
    });
    this.#establishing = establishing;
    return establishing;
  }

  async #begin(patience: Patience): Promise<void> {
    if (!this.#isPolled) this.#isPolled = !(await this.#subscribe(patience));
    if (this.#isPolled) await this.#poll(patience);
    if (this.#isStopped) return;
    this.#schedule();
    this.#isEstablished = true;
    if (!this.#isLost) return;
    this.#isLost = false;
    for (const watcher of this.#watchers) watcher.resumed();
  }

  /** Whether the device has taken the subscription: to the property or, where that is its present value, to the object. */
  async #subscribe(patience: Patience): Promise<boolean> {
    const { isConfirmed, target } = this.#options;
    if (await isTaken(this.#send(isConfirmed, patience))) return true;
    if (target.property?.property !== propertyId.presentValue || this.#isOfObject) return false;
    this.#isOfObject = true;
    return isTaken(this.#send(isConfirmed, patience));
  }

  async #send(isConfirmed: boolean | undefined, patience: Patience): Promise<void> {
    const { target, request, limits } = this.#options;
    const lifetimeSeconds = Math.max(1, Math.ceil(limits.covLifetimeMs / 1000));
    const { subscribeCov, subscribeCovProperty } = confirmedService;
    const { object, property, increment } = target;
    const common = { object, processId, isConfirmed, lifetimeSeconds };
    if (property === undefined || this.#isOfObject) await request(subscribeCov, covRequest(common), patience);
    else await request(subscribeCovProperty, covRequest({ ...common, property, increment }), patience);
  }

  /** Reads what is watched; joins a reading that is under way. */
  #poll(patience: Patience): Promise<void> {
    this.#polling ??= this.#readAll(patience).finally(() => {
      this.#polling = undefined;
    });
    return this.#polling;
  }

  #readAll(patience: Patience): Promise<void> {
    const { reader, target } = this.#options;
    return readWatched([...this.#watchers], ({ property, index }) =>
      reader.read({ object: target.object, property, ...(index !== undefined && { index }) }, patience),
    );
  }

  async #confirm(): Promise<void> {
    // A reading that is under way may have begun before the write.
    await this.#polling?.catch(() => {});
    await this.#poll(this.#patience).catch(this.#options.onUnreachable);
  }

  /** Of what nobody waits for: a device that has much to read takes its time. */
  get #patience(): Patience {
    const { limits, target } = this.#options;
    return { timeoutMs: Math.max(limits.apduTimeoutMs * 4, target.pollMs) };
  }

  #schedule(): void {
    const { limits } = this.#options;
    this.#wait(this.#isPolled ? this.#untilNextPollMs : limits.covLifetimeMs / 2);
  }

  /** All that is read of one device is read at the same time, and not all devices are. */
  get #untilNextPollMs(): number {
    const { clock, target, instance } = this.#options;
    return target.pollMs - ((clock.now() + instance * 7919) % target.pollMs);
  }

  #wait(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#options.clock.after(delayMs, () => void this.renew());
  }

  #interrupt(error: WotError): void {
    this.#isEstablished = false;
    if (this.#isLost) return;
    this.#isLost = true;
    for (const watcher of this.#watchers) watcher.interrupted(error);
  }
}

/** Whether a device has taken a subscription; false when it refused. */
async function isTaken(subscribing: Promise<void>): Promise<boolean> {
  try {
    await subscribing;
    return true;
  } catch (error) {
    const { family } = asWotError(error);
    if (family === "RemoteError" || family === "DataSchemaError") return false;
    throw error;
  }
}

const ignore = (): void => {};
