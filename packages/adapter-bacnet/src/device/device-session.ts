import { type Clock, type Patience, within } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { BacnetClientLimits } from "../binding/client-limits.js";
import type { CovNotification } from "../protocol/change-of-value.js";
import { Gate } from "../protocol/gate.js";
import type { PropertyReference } from "../protocol/property-reference.js";
import { readPropertyAnswer, readPropertyRequest } from "../protocol/read-property.js";
import { confirmedService } from "../protocol/service.js";
import type { Station } from "../protocol/station.js";
import type { BacnetValue } from "../protocol/value.js";
import { writePropertyRequest } from "../protocol/write-property.js";
import type { DeviceDirectory } from "./device-directory.js";
import { DeviceLine } from "./device-line.js";
import { Heartbeat } from "./heartbeat.js";
import { deviceType } from "./object-type.js";
import { propertyId } from "./property-id.js";
import { PropertyReader } from "./property-reader.js";
import { processId, Subscription } from "./subscription.js";
import { type PropertyWatcher, targetText, type WatchTarget } from "./watch-target.js";

export interface SessionOptions {
  readonly instance: number;
  readonly station: Pick<Station, "request">;
  readonly directory: Pick<DeviceDirectory, "find" | "doubt">;
  readonly limits: BacnetClientLimits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly isConfirmed: boolean;
}

/** Everything that is done with one device: it is found, asked, written to, watched, and missed when it is away. */
export class DeviceSession {
  readonly #options: SessionOptions;
  readonly #line: DeviceLine;
  readonly #reader: PropertyReader;
  readonly #heartbeat: Heartbeat;
  readonly #subscribing = new Gate(1, Number.POSITIVE_INFINITY);
  readonly #leaving = new Set<Promise<void>>();
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(options: SessionOptions) {
    const { clock, limits, random } = options;
    this.#options = options;
    this.#line = new DeviceLine({
      ...options,
      onFound: ({ maxApduBytes, canSegment }) => this.#reader.fit(maxApduBytes, canSegment),
      onMissed: () => this.#heartbeat.now(),
    });
    this.#reader = new PropertyReader({
      limits,
      clock,
      request: (service, data, patience) => this.#line.request(service, data, patience),
    });
    this.#heartbeat = new Heartbeat({
      limits,
      clock,
      random,
      beat: () => this.#askForLife(),
      onLost: (error) => this.#lost(error),
      onBack: () => this.#back(),
    });
  }

  /** Whether nothing is asked of the device and nothing of it is watched. */
  get isIdle(): boolean {
    return this.#line.isIdle && this.#subscriptions.size === 0;
  }

  /** The values of a property. @throws {WotError} NetworkError, not sent, when the device is nowhere */
  read(reference: PropertyReference, patience: Patience): Promise<readonly BacnetValue[]> {
    return this.#reader.read(reference, patience);
  }

  /** @throws {WotError} DataSchemaError for a value that the device does not take */
  async write(
    reference: PropertyReference,
    values: readonly BacnetValue[],
    priority: number | undefined,
    patience: Patience,
  ): Promise<void> {
    await this.#line.request(
      confirmedService.writeProperty,
      writePropertyRequest(reference, values, priority),
      patience,
    );
    for (const subscription of this.#subscriptions.values())
      if (isSame(subscription.object, reference.object)) subscription.written();
  }

  /**
   * Has `watcher` told of changes. Resolves when that is established, with what ends it.
   *
   * @throws {WotError} when the device is away, or lets the property neither be watched nor read
   */
  async watch(target: WatchTarget, watcher: PropertyWatcher, patience: Patience): Promise<() => Promise<void>> {
    const key = targetText(target);
    const subscription = this.#subscriptions.get(key) ?? this.#newSubscription(target);
    this.#subscriptions.set(key, subscription);
    subscription.add(watcher);
    const stop = async (): Promise<void> => {
      subscription.delete(watcher);
      if (!subscription.isUnwatched || this.#subscriptions.get(key) !== subscription) return;
      this.#subscriptions.delete(key);
      if (this.#subscriptions.size === 0) this.#heartbeat.stop();
      const leaving = subscription.stop().finally(() => this.#leaving.delete(leaving));
      this.#leaving.add(leaving);
      await leaving;
    };
    try {
      await subscription.ready(patience);
      this.#heartbeat.start();
      return stop;
    } catch (error) {
      await stop();
      throw error;
    }
  }

  /** Resolves when the device has been told of every subscription that has ended. Never rejects. */
  async settled(): Promise<void> {
    await Promise.all(this.#leaving);
  }

  /** Takes what the device told. @returns whether anybody wants to know */
  notified({ processId: id, object, changes }: CovNotification): boolean {
    this.#line.heard();
    const own = [...this.#subscriptions.values()].filter((each) => isSame(each.object, object));
    for (const subscription of own) subscription.notified(changes);
    return id === processId && own.length > 0;
  }

  /** The device has said who it is: it may be back, or may have begun anew. */
  introduced(): void {
    this.#heartbeat.now();
  }

  stop(): void {
    this.#heartbeat.stop();
    for (const subscription of this.#subscriptions.values()) subscription.abandon();
    this.#subscriptions.clear();
  }

  #newSubscription(target: WatchTarget): Subscription {
    return new Subscription({
      ...this.#options,
      target,
      reader: this.#reader,
      request: (service, data, patience) => this.#subscribe(service, data, patience),
      onUnreachable: () => this.#heartbeat.now(),
    });
  }

  /** Subscriptions go one after the other: hundreds of them at a time would hold up all that somebody waits for. */
  #subscribe(service: number, data: Uint8Array, { timeoutMs, signal }: Patience): Promise<Uint8Array> {
    const { clock } = this.#options;
    const ending = new AbortController();
    const endsAt = clock.now() + timeoutMs;
    const turn = async (): Promise<Uint8Array> => {
      const leave = await this.#subscribing.enter(ending.signal);
      try {
        const left = { timeoutMs: Math.max(1, endsAt - clock.now()), signal: ending.signal };
        return await this.#line.request(service, data, left);
      } finally {
        leave();
      }
    };
    return within(turn(), { timeoutMs, signal }, clock, (reason) => ending.abort(reason));
  }

  /**
   * What changes when the device has begun anew; `undefined` when it does not tell, but is there. A device that is slow and
   * answers something else in the meantime is there, too.
   */
  async #askForLife(): Promise<string | undefined> {
    const { instance, limits } = this.#options;
    const reference = { object: { type: deviceType, instance }, property: propertyId.timeOfDeviceRestart };
    const patience = { timeoutMs: limits.apduTimeoutMs * (limits.maxRetransmits + 1) };
    const before = this.#line.signsOfLife;
    try {
      const answer = await this.#line.request(confirmedService.readProperty, readPropertyRequest(reference), patience);
      return JSON.stringify(readPropertyAnswer(answer, reference));
    } catch (error) {
      if (this.#line.signsOfLife > before) return undefined;
      throw error;
    }
  }

  #lost(error: WotError): void {
    for (const subscription of this.#subscriptions.values()) subscription.lost(error);
  }

  #back(): void {
    for (const subscription of this.#subscriptions.values()) void subscription.renew();
  }
}

const isSame = (one: PropertyReference["object"], other: PropertyReference["object"]): boolean =>
  one.type === other.type && one.instance === other.instance;
