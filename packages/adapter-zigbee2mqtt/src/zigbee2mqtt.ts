import {
  type AdaptedDevice,
  type Adapter,
  type DeviceChange,
  DeviceRoster,
  RosterAdapter,
  type SettingsOf,
  type UnofferedDevice,
} from "@thingwright/adapter-core";
import { type Clock, type Logger, silent, systemClock, within } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import { asWotError, type WotError } from "@thingwright/errors";
import type { BridgeOptions } from "@thingwright/mapping";
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
  /** Longest wait for the first list; default 10,000. */
  readonly listTimeoutMs: number;
}

export const zigbee2MqttLimits: Zigbee2MqttLimits = { maxDevices: 1_000, listTimeoutMs: 10_000 };

/** All devices of one Zigbee2MQTT as Things of the common API, by IEEE address. */
export interface Zigbee2Mqtt extends Adapter {
  readonly devices: ReadonlyMap<string, AdaptedDevice>;
}

/**
 * Offers every device of a Zigbee2MQTT on the servers of `servient`, and follows its list: devices that join, leave, are
 * renamed or become something else do so while everything runs, and no other device notices. Resolves when the first
 * list is offered.
 *
 * @throws {WotError} when the broker cannot be reached, or refuses; TimeoutError WOT_TIMEOUT when no list comes
 */
export async function zigbee2mqtt(servient: Servient, options: Zigbee2MqttOptions): Promise<Zigbee2Mqtt> {
  const adapter = new RunningZigbee2Mqtt(servient, options);
  await adapter.start();
  return adapter;
}

class RunningZigbee2Mqtt extends RosterAdapter implements Zigbee2Mqtt {
  readonly #servient: Servient;
  readonly #logger: Logger;
  readonly #address: Omit<DeviceAddress, "name">;
  protected readonly roster: DeviceRoster;
  readonly #clock: Clock;
  readonly #listTimeoutMs: number;
  readonly #ending = new AbortController();
  #unusable: readonly UnofferedDevice[] = [];
  #following: Promise<void> | undefined;

  constructor(servient: Servient, options: Zigbee2MqttOptions) {
    super();
    const { broker, base = "zigbee2mqtt", security, onChange, settingsOf, limits, clock, logger = silent } = options;
    this.#servient = servient;
    this.#logger = logger;
    this.#clock = clock ?? systemClock;
    const { maxDevices, listTimeoutMs } = { ...zigbee2MqttLimits, ...limits };
    this.#listTimeoutMs = listTimeoutMs;
    this.#address = { broker, base, ...(security !== undefined && { security }) };
    this.roster = new DeviceRoster({
      servient,
      onChange,
      ...(settingsOf && { settingsOf }),
      bridging: { logger, ...(clock && { clock }), ...(limits && { limits }) },
      maxDevices,
    });
  }

  async start(): Promise<void> {
    const lists = this.#servient.consume(bridgeDescription(this.#address)).observe("devices", {
      signal: this.#ending.signal,
      // A list has all devices: of those that wait only the newest is of use.
      maxQueued: 1,
      onInvalid: (error) => this.#logger.warn("the list of Zigbee devices cannot be read", { error }),
    });
    try {
      const first = await within(lists.next(), { timeoutMs: this.#listTimeoutMs }, this.#clock);
      if (first.done === true) return;
      await this.#take(first.value);
    } catch (error) {
      await this.stop();
      throw asWotError(error);
    }
    this.#following = this.#follow(lists);
  }

  protected override unlisted(): readonly UnofferedDevice[] {
    return this.#unusable;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.all([this.roster.stop(), this.#following]);
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
    return this.roster.become(devices.map((device) => listedDevice(device, this.#address)));
  }
}
