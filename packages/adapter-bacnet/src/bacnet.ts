import {
  type AdaptedDevice,
  type Adapter,
  type DeviceChange,
  DeviceRoster,
  RosterAdapter,
  type SettingsOf,
  type UnofferedDevice,
} from "@thingwright/adapter-core";
import { type Clock, silent, systemClock, within } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import { type BridgeOptions, pause } from "@thingwright/mapping";
import { thingModelNames } from "@thingwright/thing-descriptions";
import { BacnetClient, type BacnetClientOptions, internetworkOf } from "./binding/client.js";
import type { BacnetClientLimits } from "./binding/client-limits.js";
import { describeDevice } from "./describe-device.js";
import type { Internetwork } from "./device/internetwork.js";
import { DeviceWatch } from "./device-watch.js";
import { adapterLimitsFrom, type BacnetLimits } from "./limits.js";
import { isPriority } from "./protocol/write-property.js";
import { NamePattern } from "./recognition/name-pattern.js";
import type { Survey } from "./survey/survey.js";
import type { BacnetTemplate } from "./template.js";

/** Options of {@link bacnet}; every one has a default. */
export interface BacnetOptions extends Omit<BacnetClientOptions, "limits"> {
  /** Instance numbers of devices to offer; default all that answer. */
  readonly devices?: readonly number[];
  readonly templates?: readonly BacnetTemplate[];
  /** Priority of commands, 1–16 without 6; default 8, that of an operator (ASHRAE 135 §19.2). */
  readonly priority?: number;
  /** What the owner says of single Things. */
  readonly settingsOf?: SettingsOf;
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange<AdaptedDevice>) => void;
  readonly limits?: Partial<BacnetLimits & BacnetClientLimits> & BridgeOptions["limits"];
}

/** The devices of a BACnet internetwork as Things of the common API. */
export interface Bacnet extends Adapter {
  /** By instance number. */
  readonly devices: ReadonlyMap<string, AdaptedDevice>;
  /** Looks for devices now, and at those that are there. Resolves when all that answered are offered. */
  search(): Promise<void>;
  /** Takes the Things of a device back that does not come any more: BACnet devices never say that they go. */
  forget(instance: number): Promise<void>;
}

/** Priority of a command by an operator, above what a controller's own programs say and below what protects (§19.2). */
const operatorPriority = 8;

/**
 * Offers every BACnet/IP device that answers on the servers of `servient`, and goes on to look: devices that come, are
 * renamed or get other objects do so while everything runs. Resolves when the devices that answered to the first search
 * are offered, be it none, or after `startTimeoutMs`: the others are offered as they come.
 *
 * @throws {UsageError} WOT_ADDRESS_IN_USE when the port is taken, WOT_ARGUMENT or WOT_RANGE for unusable options
 */
export async function bacnet(servient: Servient, options: BacnetOptions = {}): Promise<Bacnet> {
  const adapter = new BacnetAdapter(servient, options);
  try {
    await adapter.start();
    return adapter;
  } catch (error) {
    await adapter.stop();
    throw error;
  }
}

class BacnetAdapter extends RosterAdapter implements Bacnet {
  readonly #options: BacnetOptions;
  readonly #limits: BacnetLimits;
  readonly #clock: Clock;
  readonly #internetwork: Internetwork;
  /** Speaks to the devices; the Servient that offers them need not know BACnet. */
  readonly #southbound: Servient;
  protected readonly roster: DeviceRoster;
  readonly #watch: DeviceWatch;
  readonly #ending = new AbortController();

  constructor(servient: Servient, options: BacnetOptions) {
    super();
    const { clock = systemClock, logger = silent, limits, settingsOf, onChange, devices } = options;
    this.#options = checked(options);
    this.#limits = adapterLimitsFrom(limits);
    this.#clock = clock;
    this.#internetwork = internetworkOf(options);
    this.#southbound = new Servient({ clients: [new BacnetClient(this.#internetwork, true)], logger });
    this.roster = new DeviceRoster({
      servient,
      consume: (description) => this.#southbound.consume(description),
      maxDevices: this.#limits.maxOfferedDevices,
      bridging: { clock, logger, ...(limits && { limits }) },
      ...(settingsOf && { settingsOf }),
      onChange,
    });
    const wanted = devices && new Set(devices);
    this.#watch = new DeviceWatch({
      internetwork: this.#internetwork,
      limits: this.#limits,
      clock,
      logger,
      isWanted: (instance) => wanted?.has(instance) ?? true,
      onSurvey: (survey) => this.#offer(survey),
    });
  }

  async start(): Promise<void> {
    await this.#watch.start();
    const { signal } = this.#ending;
    await pause(this.#limits.searchMs, this.#clock, signal);
    // A site of many slow devices goes on in the background.
    const patience = { timeoutMs: this.#limits.startTimeoutMs, signal };
    await within(this.#watch.settled(), patience, this.#clock).catch(() => {});
  }

  protected override unlisted(): readonly UnofferedDevice[] {
    const troubles = [...this.#watch.troubles].map(([instance, why]) => ({ key: String(instance), why }));
    return troubles;
  }

  async search(): Promise<void> {
    await this.#internetwork.directory.search();
    for (const instance of this.roster.devices.keys()) this.#watch.look(Number(instance));
    await pause(this.#limits.searchMs, this.#clock, this.#ending.signal);
    await this.#watch.settled();
  }

  async forget(instance: number): Promise<void> {
    this.#watch.forget(instance);
    await this.roster.remove(String(instance));
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#watch.stop();
    await this.roster.stop();
    await this.#southbound.stop();
    await this.#internetwork.stop();
  }

  #offer(survey: Survey): Promise<void> {
    const { templates = [], priority = operatorPriority } = this.#options;
    const { priorityPollMs } = this.#limits;
    return this.roster.put({
      key: String(survey.instance),
      name: survey.name,
      revision: JSON.stringify({ ...survey, name: undefined }),
      describe: () => describeDevice(survey, { templates, priority, priorityPollMs }),
    });
  }
}

/** Says what is wrong with the options before anything is opened. */
function checked(options: BacnetOptions): BacnetOptions {
  const { templates = [], priority } = options;
  const priorities = templates.flatMap((template) => [
    template.priority,
    ...Object.values(template.serves).map((entry) => (typeof entry === "string" ? undefined : entry.priority)),
  ]);
  for (const each of [priority, ...priorities])
    if (each !== undefined && !isPriority(each))
      throw new UsageError("WOT_RANGE", `a priority is from 1 to 16, without 6, not ${each}`);
  for (const { model, device, serves } of templates) {
    if (!thingModelNames.includes(model)) throw new UsageError("WOT_ARGUMENT", `there is no model "${model}"`);
    for (const entry of [device ?? "*", ...Object.values(serves)])
      new NamePattern(typeof entry === "string" ? entry : entry.object);
  }
  return options;
}
