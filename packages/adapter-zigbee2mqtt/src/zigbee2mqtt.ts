import { type Clock, type Logger, silent } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import type { WotError } from "@thingwright/errors";
import type { BridgeOptions } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { AdaptedDevice } from "./adapted-device.js";
import { bridgeDescription } from "./bridge-description.js";
import { type ListedDevice, readDeviceList, type UnofferedDevice } from "./device-list.js";
import type { DeviceAddress } from "./southbound.js";

/** Options of {@link zigbee2mqtt}. */
export interface Zigbee2MqttOptions {
  /** URL of the broker that Zigbee2MQTT uses. */
  readonly broker: string;
  /** First levels of all topics; default `zigbee2mqtt`. */
  readonly base?: string;
  /** Security of the broker, as a Thing Description says it; none by default. Credentials come from the Servient's store. */
  readonly security?: DeviceAddress["security"];
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange) => void;
  readonly limits?: Partial<Zigbee2MqttLimits> & BridgeOptions["limits"];
  readonly clock?: Clock;
  readonly logger?: Logger;
}

export interface Zigbee2MqttLimits {
  /** Devices that are offered; default 1,000. Further ones are listed as unoffered. */
  readonly maxDevices: number;
}

export const zigbee2MqttLimits: Zigbee2MqttLimits = { maxDevices: 1_000 };

/** What has happened to a device. A renamed one has its id still, and new topics. */
export interface DeviceChange {
  readonly kind: "joined" | "left" | "renamed" | "redefined";
  readonly device: AdaptedDevice;
}

/** All devices of one Zigbee2MQTT as Things of the common API. */
export interface Zigbee2Mqtt extends AsyncDisposable {
  /** Devices that are offered, by IEEE address. */
  readonly devices: ReadonlyMap<string, AdaptedDevice>;
  /** Devices of the latest list that are not, and why. */
  readonly unoffered: readonly UnofferedDevice[];
  /** Descriptions of the Things that are offered now. */
  discover(): Iterable<ThingDescription>;
  /** Takes all Things back. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Offers every device of a Zigbee2MQTT on the servers of `servient`, and follows its list: devices that join, leave, are
 * renamed or become something else do so while everything runs, and no other device notices. Resolves when the first
 * list is offered.
 *
 * @throws {WotError} when the broker cannot be reached, or refuses
 */
export async function zigbee2mqtt(servient: Servient, options: Zigbee2MqttOptions): Promise<Zigbee2Mqtt> {
  const adapter = new Adapter(servient, options);
  await adapter.start();
  return adapter;
}

class Adapter implements Zigbee2Mqtt {
  readonly devices = new Map<string, AdaptedDevice>();
  unoffered: readonly UnofferedDevice[] = [];
  readonly #servient: Servient;
  readonly #options: Zigbee2MqttOptions;
  readonly #address: Omit<DeviceAddress, "name">;
  readonly #ending = new AbortController();
  #following: Promise<void> | undefined;

  constructor(servient: Servient, options: Zigbee2MqttOptions) {
    const { broker, base = "zigbee2mqtt", security } = options;
    this.#servient = servient;
    this.#options = options;
    this.#address = { broker, base, ...(security !== undefined && { security }) };
  }

  async start(): Promise<void> {
    const lists = this.#servient.consume(bridgeDescription(this.#address)).observe("devices", {
      signal: this.#ending.signal,
      onInvalid: (error) => this.#logger.warn("the list of Zigbee devices cannot be read", { error }),
    });
    const first = await lists.next();
    if (first.done === true) return;
    await this.#take(first.value);
    this.#following = this.#follow(lists);
  }

  *discover(): Iterable<ThingDescription> {
    for (const { things } of this.devices.values()) for (const { description } of things) yield description;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#following;
    const devices = [...this.devices.values()];
    this.devices.clear();
    await Promise.all(devices.map((device) => device.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  get #logger(): Logger {
    return this.#options.logger ?? silent;
  }

  async #follow(lists: AsyncIterable<unknown>): Promise<void> {
    try {
      for await (const list of lists) await this.#take(list);
    } catch (error) {
      if (!this.#ending.signal.aborted)
        this.#logger.error("the list of Zigbee devices is not followed any more", { error: error as WotError });
    }
  }

  /** Makes the Things those of `payload`: one device after the other, so that each is there before the next is begun. */
  async #take(payload: unknown): Promise<void> {
    const { devices, unoffered } = readDeviceList(payload);
    const { maxDevices } = { ...zigbee2MqttLimits, ...this.#options.limits };
    const offered = devices.slice(0, maxDevices);
    const others = devices
      .slice(maxDevices)
      .map(({ ieeeAddress }) => ({ ieeeAddress, why: `more than maxDevices (${maxDevices})` }));
    this.unoffered = [...unoffered, ...others];
    const listed = new Set(offered.map(({ ieeeAddress }) => ieeeAddress));
    for (const [address, device] of this.devices) if (!listed.has(address)) await this.#remove(address, device, "left");
    for (const device of offered) {
      if (this.#ending.signal.aborted) return;
      await this.#offer(device);
    }
  }

  async #offer(listed: ListedDevice): Promise<void> {
    const known = this.devices.get(listed.ieeeAddress);
    const kind = known === undefined ? "joined" : changeOf(known.listed, listed);
    if (kind === undefined) return;
    if (known !== undefined) await this.#remove(listed.ieeeAddress, known);
    const { clock, logger, limits } = this.#options;
    const bridging = { ...(clock && { clock }), ...(logger && { logger }), ...(limits && { limits }) };
    const device = await AdaptedDevice.offer(listed, {
      servient: this.#servient,
      address: this.#address,
      logger: this.#logger,
      bridging,
    });
    this.devices.set(listed.ieeeAddress, device);
    this.#options.onChange?.({ kind, device });
  }

  async #remove(address: string, device: AdaptedDevice, kind?: "left"): Promise<void> {
    this.devices.delete(address);
    await device.stop();
    if (kind !== undefined) this.#options.onChange?.({ kind, device });
  }
}

/** What makes another Thing of a device; `undefined` when it is the same as before. */
function changeOf(before: ListedDevice, after: ListedDevice): "renamed" | "redefined" | undefined {
  if (JSON.stringify(before.definition) !== JSON.stringify(after.definition)) return "redefined";
  return before.friendlyName === after.friendlyName ? undefined : "renamed";
}
