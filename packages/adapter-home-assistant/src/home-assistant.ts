import {
  type AdaptedDevice,
  type Adapter,
  type DeviceChange,
  DeviceRoster,
  RosterAdapter,
  type SettingsOf,
  type UnofferedDevice,
} from "@thingwright/adapter-core";
import { type Clock, type Logger, silent, systemClock, type Timer } from "@thingwright/contracts";
import type { InteractionOutput, Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import type { BridgeOptions } from "@thingwright/mapping";
import { Announcements } from "./announcements.js";
import type { BrokerAddress } from "./broker-address.js";
import { discoveryDescription } from "./discovery-description.js";
import { type HomeAssistantLimits, homeAssistantLimits } from "./home-assistant-limits.js";
import { listedDevice, Revisions } from "./listed-device.js";

/** Options of {@link homeAssistant}. */
export interface HomeAssistantOptions {
  /** URL of the broker that devices announce themselves on. */
  readonly broker: string;
  /** First levels of the discovery topics; default `homeassistant`. */
  readonly prefix?: string;
  /** Security of the broker, as a Thing Description says it; none by default. Credentials come from the Servient's store. */
  readonly security?: BrokerAddress["security"];
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange<AdaptedDevice>) => void;
  /** What the owner says of single Things, by their ids. */
  readonly settingsOf?: SettingsOf;
  readonly limits?: Partial<HomeAssistantLimits> & BridgeOptions["limits"];
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** All devices that announce themselves on one broker, as Things of the common API, by id. */
export interface HomeAssistant extends Adapter {
  readonly devices: ReadonlyMap<string, AdaptedDevice>;
  /** Topics and devices that are not offered, and why. */
  readonly unoffered: readonly UnofferedDevice[];
}

/**
 * Offers every device that announces itself by Home Assistant's MQTT discovery on the servers of `servient`, and follows
 * what is announced: devices that join, leave, are renamed or become something else do so while everything runs, and no
 * other device notices. Resolves when what stands retained is offered.
 *
 * @throws {WotError} when the broker cannot be reached, or refuses
 */
export async function homeAssistant(servient: Servient, options: HomeAssistantOptions): Promise<HomeAssistant> {
  const adapter = new RunningHomeAssistant(servient, options);
  await adapter.start();
  return adapter;
}

class RunningHomeAssistant extends RosterAdapter implements HomeAssistant {
  readonly #servient: Servient;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #address: BrokerAddress;
  readonly #prefix: string;
  readonly #settleMs: number;
  readonly #announcements: Announcements;
  readonly #revisions = new Revisions();
  protected readonly roster: DeviceRoster;
  readonly #ending = new AbortController();
  #timer: Timer | undefined;

  constructor(servient: Servient, options: HomeAssistantOptions) {
    super();
    const { broker, prefix = "homeassistant", security, onChange, settingsOf, limits } = options;
    const { clock = systemClock, logger = silent } = options;
    const { settleMs, maxMessages, maxDevices } = { ...homeAssistantLimits, ...limits };
    this.#servient = servient;
    this.#clock = clock;
    this.#logger = logger;
    this.#prefix = prefix;
    this.#address = { broker, ...(security !== undefined && { security }) };
    this.#settleMs = settleMs;
    this.#announcements = new Announcements(prefix, maxMessages);
    this.roster = new DeviceRoster({
      servient,
      onChange,
      ...(settingsOf && { settingsOf }),
      bridging: { clock, logger, limits: { maxExpressionLength, ...limits } },
      maxDevices,
    });
  }

  protected override unlisted(): readonly UnofferedDevice[] {
    const refused = this.#announcements.refused.map(({ topic: key, why }) => ({ key, why }));
    return refused;
  }

  async start(): Promise<void> {
    const thing = this.#servient.consume(discoveryDescription(this.#address, this.#prefix));
    const { signal } = this.#ending;
    const hear = (output: unknown) => void this.#hear(output as InteractionOutput);
    const fail = (error: Error) => this.#logger.warn("discovery messages may be missing", { error: asWotError(error) });
    try {
      for (const name of ["announced", "changed"]) await thing.subscribeEvent(name, hear, fail, { signal } as object);
    } catch (error) {
      this.#ending.abort();
      throw error;
    }
    await new Promise<void>((resolve) => this.#clock.after(this.#settleMs, resolve));
    await this.#update();
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    this.#timer?.cancel();
    await this.roster.stop();
  }

  async #hear(output: InteractionOutput): Promise<void> {
    const payload = new Uint8Array(await output.arrayBuffer());
    if (output.from === undefined || this.#ending.signal.aborted) return;
    const isNew = this.#announcements.take(output.from, payload);
    if (!isNew || this.#timer !== undefined) return;
    this.#timer = this.#clock.after(this.#settleMs, () => {
      this.#timer = undefined;
      void this.#update();
    });
  }

  /** Makes the Things those of what is announced. */
  #update(): Promise<void> {
    const devices = this.#announcements.devices();
    return this.roster.become(devices.map((device) => listedDevice(device, this.#revisions, this.#address)));
  }
}

/** Of a translated template, with what makes a value of the common API of it. */
const maxExpressionLength = 8_000;
