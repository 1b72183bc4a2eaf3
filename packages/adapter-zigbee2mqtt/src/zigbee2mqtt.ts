import {
  type AdaptedDevice,
  type Adapter,
  type DeviceChange,
  DeviceRoster,
  type SettingsOf,
  type UnofferedDevice,
} from "@thingwright/adapter-core";
import { type Clock, type Logger, silent } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import type { WotError } from "@thingwright/errors";
import type { BridgeOptions } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { bridgeDescription } from "./bridge-description.js";
import { listedDevice, readDeviceList } from "./device-list.js";
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
  readonly onChange?: (change: DeviceChange<AdaptedDevice>) => void;
  /** What the owner says of single Things, by their ids. */
  readonly settingsOf?: SettingsOf;
  readonly limits?: Partial<Zigbee2MqttLimits> & BridgeOptions["limits"];
  readonly clock?: Clock;
  readonly logger?: Logger;
}

export interface Zigbee2MqttLimits {
  /** Devices that are offered; default 1,000. Further ones are listed as unoffered. */
  readonly maxDevices: number;
}

export const zigbee2MqttLimits: Zigbee2MqttLimits = { maxDevices: 1_000 };

/** All devices of one Zigbee2MQTT as Things of the common API, by IEEE address. */
export interface Zigbee2Mqtt extends Adapter {
  readonly devices: ReadonlyMap<string, AdaptedDevice>;
}

/**
 * Offers every device of a Zigbee2MQTT on the servers of `servient`, and follows its list: devices that join, leave, are
 * renamed or become something else do so while everything runs, and no other device notices. Resolves when the first
 * list is offered.
 *
 * @throws {WotError} when the broker cannot be reached, or refuses
 */
export async function zigbee2mqtt(servient: Servient, options: Zigbee2MqttOptions): Promise<Zigbee2Mqtt> {
  const adapter = new RunningZigbee2Mqtt(servient, options);
  await adapter.start();
  return adapter;
}

class RunningZigbee2Mqtt implements Zigbee2Mqtt {
  readonly #servient: Servient;
  readonly #logger: Logger;
  readonly #address: Omit<DeviceAddress, "name">;
  readonly #roster: DeviceRoster;
  readonly #ending = new AbortController();
  #unusable: readonly UnofferedDevice[] = [];
  #following: Promise<void> | undefined;

  constructor(servient: Servient, options: Zigbee2MqttOptions) {
    const { broker, base = "zigbee2mqtt", security, onChange, settingsOf, limits, clock, logger = silent } = options;
    this.#servient = servient;
    this.#logger = logger;
    this.#address = { broker, base, ...(security !== undefined && { security }) };
    this.#roster = new DeviceRoster({
      servient,
      onChange,
      ...(settingsOf && { settingsOf }),
      bridging: { logger, ...(clock && { clock }), ...(limits && { limits }) },
      maxDevices: { ...zigbee2MqttLimits, ...limits }.maxDevices,
    });
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

  get devices(): ReadonlyMap<string, AdaptedDevice> {
    return this.#roster.devices;
  }

  get unoffered(): readonly UnofferedDevice[] {
    return [...this.#unusable, ...this.#roster.unoffered];
  }

  discover(): Iterable<ThingDescription> {
    return this.#roster.discover();
  }

  revise(): Promise<void> {
    return this.#roster.revise();
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all([this.#roster.stop(), this.#following]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #follow(lists: AsyncIterable<unknown>): Promise<void> {
    try {
      for await (const list of lists) void this.#take(list);
    } catch (error) {
      if (!this.#ending.signal.aborted)
        this.#logger.error("the list of Zigbee devices is not followed any more", { error: error as WotError });
    }
  }

  /** Makes the Things those of `payload`. */
  #take(payload: unknown): Promise<void> {
    const { devices, unoffered } = readDeviceList(payload);
    this.#unusable = unoffered;
    return this.#roster.become(devices.map((device) => listedDevice(device, this.#address)));
  }
}
