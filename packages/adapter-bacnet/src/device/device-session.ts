import { type Clock, type Patience, within } from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import type { BacnetClientLimits } from "../binding/client-limits.js";
import type { CovNotification } from "../protocol/change-of-value.js";
import type { PropertyReference } from "../protocol/property-reference.js";
import { readPropertyAnswer, readPropertyRequest } from "../protocol/read-property.js";
import { confirmedService } from "../protocol/service.js";
import type { Station } from "../protocol/station.js";
import type { BacnetValue } from "../protocol/value.js";
import { writePropertyRequest } from "../protocol/write-property.js";
import type { DeviceDirectory } from "./device-directory.js";
import { Heartbeat } from "./heartbeat.js";
import { deviceType } from "./object-type.js";
import { propertyId } from "./property-id.js";
import { PropertyReader } from "./property-reader.js";
import { type PropertyWatcher, processId, Subscription, targetText, type WatchTarget } from "./subscription.js";

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
  readonly #reader: PropertyReader;
  readonly #heartbeat: Heartbeat;
  readonly #subscriptions = new Map<string, Subscription>();
  #pending = 0;

  constructor(options: SessionOptions) {
    const { clock, limits, random } = options;
    this.#options = options;
    this.#reader = new PropertyReader({
      limits,
      clock,
      request: (service, data, patience) => this.#request(service, data, patience),
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
    return this.#pending === 0 && this.#subscriptions.size === 0;
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
    await this.#request(confirmedService.writeProperty, writePropertyRequest(reference, values, priority), patience);
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
    const isNew = !this.#subscriptions.has(key);
    this.#subscriptions.set(key, subscription);
    subscription.add(watcher);
    const stop = async (): Promise<void> => {
      subscription.delete(watcher);
      if (!subscription.isUnwatched || this.#subscriptions.get(key) !== subscription) return;
      this.#subscriptions.delete(key);
      if (this.#subscriptions.size === 0) this.#heartbeat.stop();
      await subscription.stop();
    };
    try {
      if (isNew || this.#heartbeat.isLost) await subscription.establish(patience);
      else await within(this.read({ object: target.object, ...watcher }, patience), patience, this.#options.clock);
      this.#heartbeat.start();
      return stop;
    } catch (error) {
      await stop();
      throw error;
    }
  }

  /** Takes what the device told. @returns whether anybody wants to know */
  notified({ processId: id, object, changes }: CovNotification): boolean {
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
      request: (service, data, patience) => this.#request(service, data, patience),
      onUnreachable: () => this.#heartbeat.now(),
    });
  }

  async #request(service: number, data: Uint8Array, patience: Patience): Promise<Uint8Array> {
    const { directory, station, clock, instance } = this.#options;
    const endsAt = clock.now() + patience.timeoutMs;
    this.#pending += 1;
    try {
      const { peer, maxApduBytes, canSegment } = await directory.find(instance, patience);
      this.#reader.fit(maxApduBytes, canSegment);
      const timeoutMs = Math.max(1, endsAt - clock.now());
      return await station.request(peer, service, data, { ...patience, timeoutMs }).catch((error) => {
        if (asWotError(error).family === "TimeoutError") this.#missed(peer);
        throw error;
      });
    } finally {
      this.#pending -= 1;
    }
  }

  #missed(peer: Parameters<DeviceDirectory["doubt"]>[1]): void {
    this.#options.directory.doubt(this.#options.instance, peer);
    this.#heartbeat.now();
  }

  /** A device that refuses to say when it began is there all the same. Goes before all that waits to be read. */
  async #askForLife(): Promise<string> {
    const { instance, limits } = this.#options;
    const reference = { object: { type: deviceType, instance }, property: propertyId.timeOfDeviceRestart };
    const patience = { timeoutMs: limits.apduTimeoutMs * (limits.maxRetransmits + 1) };
    try {
      const answer = await this.#request(confirmedService.readProperty, readPropertyRequest(reference), patience);
      return JSON.stringify(readPropertyAnswer(answer, reference));
    } catch (error) {
      const { family } = asWotError(error);
      if (family === "RemoteError" || family === "ProtocolError") return "";
      throw error;
    }
  }

  #lost(error: WotError): void {
    for (const subscription of this.#subscriptions.values()) subscription.lost(error);
  }

  #back(): void {
    const { limits } = this.#options;
    for (const subscription of this.#subscriptions.values()) {
      subscription.establish({ timeoutMs: limits.apduTimeoutMs * 4 }).catch((error: unknown) => {
        subscription.lost(asWotError(error));
        this.#heartbeat.now();
      });
    }
  }
}

const isSame = (one: PropertyReference["object"], other: PropertyReference["object"]): boolean =>
  one.type === other.type && one.instance === other.instance;
