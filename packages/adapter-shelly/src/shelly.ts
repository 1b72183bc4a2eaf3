import type { Adapter, DeviceChange, SettingsOf, UnofferedDevice } from "@thingwright/adapter-core";
import {
  type Clock,
  type CredentialStore,
  type Logger,
  reconnectDelayMs,
  silent,
  systemClock,
} from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import { asWotError, UsageError, type WotError } from "@thingwright/errors";
import { type BridgeOptions, pause } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { describeDevice } from "./describe-device.js";
import { deviceUrl } from "./device-address.js";
import { type ShellyLimits, shellyLimitsFrom } from "./limits.js";
import { readDevice } from "./read-device.js";
import { type AdapterEnvironment, fingerprintOf, ShellyDevice } from "./shelly-device.js";

/** Options of {@link shelly}. */
export interface ShellyOptions {
  /** Hosts, or `http:` URLs, of devices: those there are, or as they are found. */
  readonly addresses: Iterable<string> | AsyncIterable<string>;
  /**
   * The store of the Servient. Notifications of devices with a password need it, as they prove the password inside of
   * messages; without it those devices are read again and again.
   */
  readonly credentials?: CredentialStore;
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange<ShellyDevice>) => void;
  /** What the owner says of single Things, by their ids. */
  readonly settingsOf?: SettingsOf;
  readonly limits?: Partial<ShellyLimits> & BridgeOptions["limits"];
  readonly clock?: Clock;
  /** Uniform in [0, 1); spreads attempts to connect. */
  readonly random?: () => number;
  readonly logger?: Logger;
}

/** Shelly devices as Things of the common API. */
export interface Shelly extends Adapter {
  /** Devices that are offered, by their id. */
  readonly devices: ReadonlyMap<string, ShellyDevice>;
  /** Addresses without one, and why. They are tried again. */
  readonly unoffered: readonly UnofferedDevice[];
  /**
   * Offers the device at `address`. Resolves after the first attempt; while the device is away, further ones follow.
   *
   * @throws {UsageError} WOT_ARGUMENT for what is no address
   */
  add(address: string): Promise<void>;
  /** Takes the Things of the device at `address` back, and leaves it alone. */
  remove(address: string): Promise<void>;
}

/**
 * Offers Shelly devices of the second generation and later on the servers of `servient`, and follows each: what it measures,
 * how it is set up and what it is called. Resolves when each address of a list has been tried once.
 *
 * @throws {UsageError} WOT_ARGUMENT for what is no address; WOT_RANGE for a limit out of range
 */
export async function shelly(servient: Servient, options: ShellyOptions): Promise<Shelly> {
  const adapter = new RunningShelly(servient, options);
  await adapter.start();
  return adapter;
}

/** What is done at one address. */
interface Place {
  readonly url: string;
  readonly ending: AbortController;
  device: ShellyDevice | undefined;
  why: string;
  /** What is under way there: one thing after the other. */
  work: Promise<void>;
}

class RunningShelly implements Shelly {
  readonly devices = new Map<string, ShellyDevice>();
  readonly #places = new Map<string, Place>();
  readonly #options: ShellyOptions;
  readonly #environment: AdapterEnvironment;
  readonly #ending = new AbortController();
  #finding: Promise<void> | undefined;

  constructor(servient: Servient, options: ShellyOptions) {
    const {
      clock = systemClock,
      logger = silent,
      random = Math.random,
      limits = {},
      credentials,
      settingsOf = () => undefined,
    } = options;
    this.#options = options;
    this.#environment = {
      servient,
      credentials,
      limits: shellyLimitsFrom(limits),
      bridging: { clock, logger, limits },
      settingsOf,
      clock,
      logger,
      random,
    };
  }

  async start(): Promise<void> {
    const { addresses } = this.#options;
    if (Symbol.iterator in addresses) await Promise.all([...addresses].map((address) => this.add(address)));
    else this.#finding = this.#find(addresses);
  }

  get unoffered(): readonly UnofferedDevice[] {
    return [...this.#places.values()]
      .filter(({ device }) => device === undefined)
      .map(({ url: key, why }) => ({ key, why }));
  }

  *discover(): Iterable<ThingDescription> {
    for (const { things } of this.devices.values()) for (const { description } of things) yield description;
  }

  async add(address: string): Promise<void> {
    const url = deviceUrl(address);
    if (this.#places.has(url) || this.#ending.signal.aborted) return;
    const { maxDevices } = this.#environment.limits;
    if (this.#places.size >= 2 * maxDevices) {
      return this.#environment.logger.warn("more addresses of Shelly devices than can be listed", { url });
    }
    const place: Place = { url, ending: new AbortController(), device: undefined, why: "", work: Promise.resolve() };
    this.#places.set(url, place);
    if (this.#places.size > maxDevices) {
      place.why = `more than maxDevices (${maxDevices})`;
      return;
    }
    await new Promise<void>((tried) => {
      place.work = this.#keepTrying(place, tried).finally(tried);
    });
  }

  async remove(address: string): Promise<void> {
    const url = deviceUrl(address);
    const place = this.#places.get(url);
    this.#places.delete(url);
    if (place !== undefined) await this.#leave(place, "left");
  }

  async revise(): Promise<void> {
    const places = [...this.#places.values()].filter(({ device }) => device !== undefined);
    for (const place of places) this.#revise(place);
    await Promise.all(places.map(({ work }) => work));
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    const places = [...this.#places.values()];
    this.#places.clear();
    await Promise.all(places.map((place) => this.#leave(place)));
    await this.#finding;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #find(addresses: AsyncIterable<string>): Promise<void> {
    const { logger } = this.#environment;
    const iterator = addresses[Symbol.asyncIterator]();
    const stopped = new Promise<undefined>((resolve) => {
      this.#ending.signal.addEventListener("abort", () => resolve(undefined), { once: true });
    });
    try {
      for (;;) {
        const found = await Promise.race([iterator.next(), stopped]);
        if (found === undefined || found.done === true) break;
        this.add(found.value).catch((error: unknown) => {
          logger.warn("an address of a Shelly is of no use", { message: asWotError(error).message });
        });
      }
    } catch (error) {
      logger.error("no more Shelly devices are looked for", { error: asWotError(error) });
    }
    // What finds devices ends by itself; nobody waits for it.
    void iterator.return?.().then(undefined, () => {});
  }

  /** Until the device has been offered. Never rejects. */
  async #keepTrying(place: Place, tried: () => void): Promise<void> {
    const { limits, clock, random } = this.#environment;
    const { signal } = place.ending;
    for (let attempt = 0; !signal.aborted; attempt++) {
      const failure = await this.#offer(place);
      if (failure === undefined || signal.aborted) return;
      place.why = failure.message;
      tried();
      await pause(reconnectDelayMs(attempt, limits, random), clock, signal);
    }
  }

  async #offer(place: Place): Promise<WotError | undefined> {
    const { signal } = place.ending;
    const { settingsOf } = this.#environment;
    try {
      const { answers, address } = await readDevice(place.url, this.#environment, signal);
      const elsewhere = this.devices.get(answers.info.id);
      if (elsewhere !== undefined && elsewhere !== place.device) await this.#moved(elsewhere);
      const before = place.device;
      const described = await describeDevice(answers, address, this.#environment.limits.maxComponents);
      if (signal.aborted || before?.fingerprint === fingerprintOf(described, settingsOf)) return undefined;
      await this.#withdraw(place);
      const device = await ShellyDevice.offer(answers, address, this.#environment, () => this.#revise(place));
      place.device = device;
      this.devices.set(answers.info.id, device);
      this.#options.onChange?.({ kind: changeOf(before, device), device });
      return undefined;
    } catch (error) {
      return asWotError(error);
    }
  }

  /** The device says that it is set up differently, or is back: looks whether it is another Thing now. */
  #revise(place: Place): void {
    place.work = place.work.then(async () => {
      if (place.ending.signal.aborted) return;
      const failure = await this.#offer(place);
      if (failure === undefined) return;
      this.#environment.logger.warn("a Shelly does not say how it is set up", {
        url: place.url,
        message: failure.message,
      });
    });
  }

  /**
   * A device that answers at another address has left its former one: unless it is still heard there, for anybody can say
   * to be it.
   */
  async #moved(device: ShellyDevice): Promise<void> {
    if (device.isAvailable) {
      throw new UsageError("WOT_STATE", `${device.info.id} is offered already, from ${device.address.url}`);
    }
    const former = [...this.#places.values()].find((place) => place.device === device);
    if (former === undefined) return;
    this.#places.delete(former.url);
    former.ending.abort();
    await this.#withdraw(former);
  }

  async #leave(place: Place, kind?: "left"): Promise<void> {
    place.ending.abort();
    await place.work;
    const { device } = place;
    await this.#withdraw(place);
    if (kind !== undefined && device !== undefined) this.#options.onChange?.({ kind, device });
  }

  async #withdraw(place: Place): Promise<void> {
    const { device } = place;
    place.device = undefined;
    if (device === undefined) return;
    if (this.devices.get(device.info.id) === device) this.devices.delete(device.info.id);
    await device.stop();
  }
}

function changeOf(before: ShellyDevice | undefined, after: ShellyDevice): DeviceChange["kind"] {
  if (before === undefined || before.info.id !== after.info.id) return "joined";
  return before.info.name === after.info.name ? "redefined" : "renamed";
}
