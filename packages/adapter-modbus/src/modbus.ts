import {
  type Adapter,
  type DeviceChange,
  DeviceRoster,
  type ListedDevice,
  type OfferedDevice,
  type SettingsOf,
  type UnofferedDevice,
} from "@thingwright/adapter-core";
import { modbusClient } from "@thingwright/binding-modbus";
import {
  type ClientBinding,
  type Clock,
  type Logger,
  reconnectDelayMs,
  silent,
  systemClock,
} from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import { type BridgeOptions, pause } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { describeRegisterMap } from "./describe-register-map.js";
import { type RegisterMapName, registerMap, registerMapNames } from "./known-maps.js";
import { type ModbusAdapterLimits, modbusAdapterLimitsFrom } from "./limits.js";
import { Liveness } from "./liveness.js";
import { ModbusDevice } from "./modbus-device.js";
import { recognized } from "./recognize.js";
import type { RegisterMap, Scalar } from "./register-map.js";
import type { DeviceAddress } from "./southbound.js";

/** A device, by the word of its owner. */
export interface ModbusDeviceEntry extends DeviceAddress {
  /** IRI that never changes and says nothing of the device; those of further Things of it begin with it. */
  readonly id: string;
  readonly title: string;
  /** Its register map, or the name of one that is here. Absent: the device is recognized by what it says. */
  readonly map?: RegisterMap | RegisterMapName;
  /** Values for the map's parameters. */
  readonly parameters?: Readonly<Record<string, Scalar>>;
}

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

/** A device that has not been recognized yet. */
interface Unrecognized {
  why: string;
  readonly ending: AbortController;
}

class ModbusAdapter implements Modbus {
  readonly #southbound: Servient;
  readonly #roster: DeviceRoster;
  readonly #limits: ModbusAdapterLimits;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #maps: readonly RegisterMap[];
  readonly #liveness = new Map<string, Liveness>();
  readonly #unrecognized = new Map<string, Unrecognized>();

  constructor(servient: Servient, options: ModbusOptions) {
    const { clock = systemClock, logger = silent, random = Math.random, limits = {}, onChange } = options;
    this.#limits = modbusAdapterLimitsFrom(limits);
    this.#clock = clock;
    this.#random = random;
    this.#maps = options.maps ?? registerMapNames.map(registerMap);
    const client = options.client ?? modbusClient({ clock });
    this.#southbound = new Servient({ clients: [client], clock, logger });
    this.#roster = new DeviceRoster({
      servient,
      maxDevices: this.#limits.maxDevices,
      bridging: { limits, clock, logger },
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
    const unrecognized = [...this.#unrecognized].map(([key, { why }]) => ({ key, why }));
    return [...this.#roster.unoffered, ...unrecognized];
  }

  discover(): Iterable<ThingDescription> {
    return this.#roster.discover();
  }

  revise(): Promise<void> {
    return this.#roster.revise();
  }

  async add(device: ModbusDeviceEntry): Promise<void> {
    this.#unrecognized.get(device.id)?.ending.abort();
    this.#unrecognized.delete(device.id);
    const { map } = device;
    if (map !== undefined) return this.#offer(device, typeof map === "string" ? registerMap(map) : map);
    const unrecognized: Unrecognized = { why: "it has not been asked yet", ending: new AbortController() };
    this.#unrecognized.set(device.id, unrecognized);
    await new Promise<void>((tried) => {
      void this.#keepRecognizing(device, unrecognized, tried).finally(tried);
    });
  }

  async remove(id: string): Promise<void> {
    this.#unrecognized.get(id)?.ending.abort();
    this.#unrecognized.delete(id);
    await this.#roster.remove(id);
    this.#liveness.delete(id);
  }

  async stop(): Promise<void> {
    for (const { ending } of this.#unrecognized.values()) ending.abort();
    this.#unrecognized.clear();
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

  #offer(device: ModbusDeviceEntry, map: RegisterMap): Promise<void> {
    const { id, title, host, port, unitId, framing, parameters } = device;
    const address = {
      host,
      ...(port && { port }),
      ...(unitId !== undefined && { unitId }),
      ...(framing && { framing }),
    };
    const listed: ListedDevice = {
      key: id,
      name: title,
      revision: JSON.stringify([address, map, parameters]),
      describe: () => describeRegisterMap(map, { id, title, address, ...(parameters && { parameters }) }),
    };
    return this.#roster.put(listed);
  }

  /** Until the device has been recognized. Never rejects. */
  async #keepRecognizing(device: ModbusDeviceEntry, unrecognized: Unrecognized, tried: () => void): Promise<void> {
    const { signal } = unrecognized.ending;
    const options = {
      consume: (description: ThingDescription) => this.#consume(description),
      timeoutMs: this.#limits.recognitionTimeoutMs,
      signal,
    };
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const map = await recognized(this.#maps, device, options);
        if (signal.aborted) return;
        if (map !== undefined) {
          this.#unrecognized.delete(device.id);
          return await this.#offer(device, map);
        }
        unrecognized.why = "it answers, and shows the signs of no register map";
      } catch (error) {
        unrecognized.why = asWotError(error).message;
      }
      tried();
      await pause(reconnectDelayMs(attempt, this.#limits, this.#random), this.#clock, signal);
    }
  }
}
