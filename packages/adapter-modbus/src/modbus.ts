import {
  type Adapter,
  type DeviceChange,
  DeviceRoster,
  type OfferedDevice,
  type SettingsOf,
  type UnofferedDevice,
} from "@thingwright/adapter-core";
import { modbusClient } from "@thingwright/binding-modbus";
import { defaultCodecs } from "@thingwright/codecs";
import { type ClientBinding, type Clock, type Logger, silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import type { BridgeOptions } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { registerMap, registerMapNames } from "./known-maps.js";
import { type ModbusAdapterLimits, modbusAdapterLimitsFrom } from "./limits.js";
import { identified, listedByMap } from "./listed.js";
import { Liveness } from "./liveness.js";
import { ModbusDevice } from "./modbus-device.js";
import type { ModbusDeviceEntry } from "./modbus-device-entry.js";
import type { RecognitionOptions } from "./recognize.js";
import type { RegisterMap } from "./register-map.js";
import { sunSpecCodec } from "./sunspec/sunspec-codec.js";
import { type Identify, Unrecognized } from "./unrecognized.js";

/** Options of {@link modbus}. */
export interface ModbusOptions {
  readonly devices: Iterable<ModbusDeviceEntry>;
  /** Maps that a device without one may be recognized by. Default: those that are here. */
  readonly maps?: readonly RegisterMap[];
  /** What speaks to devices; the adapter stops it. Default: a client of its own. */
  readonly client?: ClientBinding;
  readonly settingsOf?: SettingsOf;
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange) => void;
  readonly limits?: Partial<ModbusAdapterLimits> & BridgeOptions["limits"];
  readonly clock?: Clock;
  /** Uniform in [0, 1); spreads attempts to recognize a device. */
  readonly random?: () => number;
  readonly logger?: Logger;
}

/** Modbus devices as Things of the common API. */
export interface Modbus extends Adapter {
  /**
   * Offers a device, or what it has become. Resolves when it is offered, or its first recognition has failed: it is tried
   * again.
   */
  add(device: ModbusDeviceEntry): Promise<void>;
  /** Takes the Things of the device with that id back, and leaves it alone. */
  remove(id: string): Promise<void>;
}

/**
 * Offers Modbus devices on the servers of `servient`, each as the Things that its register map makes of it. A device that is
 * away is offered all the same, unless it has to be recognized first.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range; WOT_ARGUMENT for a map that there is not
 */
export async function modbus(servient: Servient, options: ModbusOptions): Promise<Modbus> {
  const adapter = new ModbusAdapter(servient, options);
  try {
    for (const device of options.devices) await adapter.add(device);
  } catch (error) {
    await adapter.stop();
    throw error;
  }
  return adapter;
}

/** A device that was away at first is followed again after so long: asking costs one request, whatever is asked for. */
const maxRetryMs = 10_000;

class ModbusAdapter implements Modbus {
  readonly #southbound: Servient;
  readonly #roster: DeviceRoster;
  readonly #limits: ModbusAdapterLimits;
  readonly #clock: Clock;
  readonly #maps: readonly RegisterMap[];
  readonly #liveness = new Map<string, Liveness>();
  readonly #unrecognized: Unrecognized;

  constructor(servient: Servient, options: ModbusOptions) {
    const { clock = systemClock, logger = silent, random = Math.random, limits = {}, onChange } = options;
    this.#limits = modbusAdapterLimitsFrom(limits);
    this.#clock = clock;
    this.#maps = options.maps ?? registerMapNames.map(registerMap);
    const client = options.client ?? modbusClient({ clock });
    this.#unrecognized = new Unrecognized(this.#limits, clock, random);
    this.#southbound = new Servient({ clients: [client], codecs: [sunSpecCodec, ...defaultCodecs()], clock, logger });
    this.#roster = new DeviceRoster({
      servient,
      maxDevices: this.#limits.maxDevices,
      bridging: { limits: { maxRetryMs, ...limits }, clock, logger },
      consume: (description) => this.#consume(description),
      through: (key) => (southbound) => this.#livenessOf(key).through(southbound),
      ...(options.settingsOf && { settingsOf: options.settingsOf }),
      onChange: ({ kind, device }) =>
        onChange?.({ kind, device: new ModbusDevice(device, this.#livenessOf(device.key)) }),
    });
  }

  get devices(): ReadonlyMap<string, OfferedDevice> {
    const all = [...this.#roster.devices];
    return new Map(all.map(([key, device]) => [key, new ModbusDevice(device, this.#livenessOf(key))]));
  }

  get unoffered(): readonly UnofferedDevice[] {
    return [...this.#roster.unoffered, ...this.#unrecognized.list];
  }

  discover(): Iterable<ThingDescription> {
    return this.#roster.discover();
  }

  revise(): Promise<void> {
    return this.#roster.revise();
  }

  async add(device: ModbusDeviceEntry): Promise<void> {
    const { id, map } = device;
    this.#unrecognized.remove(id);
    if (map !== undefined && map !== "sunspec") {
      return this.#roster.put(listedByMap(device, typeof map === "string" ? registerMap(map) : map));
    }
    const identify: Identify = (signal) => identified(device, this.#maps, this.#asking(signal));
    return this.#unrecognized.add(id, identify, (listed) => this.#roster.put(listed));
  }

  async remove(id: string): Promise<void> {
    this.#unrecognized.remove(id);
    await this.#roster.remove(id);
    this.#liveness.delete(id);
  }

  async stop(): Promise<void> {
    this.#unrecognized.stop();
    await this.#roster.stop();
    await this.#southbound.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #consume(description: ThingDescription) {
    return this.#southbound.consume(description);
  }

  #livenessOf(key: string): Liveness {
    const known = this.#liveness.get(key) ?? new Liveness(this.#clock);
    this.#liveness.set(key, known);
    return known;
  }

  #asking(signal: AbortSignal): RecognitionOptions {
    const timeoutMs = this.#limits.recognitionTimeoutMs;
    return { consume: (description) => this.#consume(description), timeoutMs, signal };
  }
}
