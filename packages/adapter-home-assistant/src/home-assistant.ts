import { type Clock, type Logger, silent, systemClock, type Timer } from "@thingwright/contracts";
import type { InteractionOutput, Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import type { BridgeOptions } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
import { AdaptedDevice } from "./adapted-device.js";
import { type AnnouncedDevice, hasSameEntities } from "./announced-device.js";
import { Announcements, type UnofferedMessage } from "./announcements.js";
import type { BrokerAddress } from "./broker-address.js";
import { discoveryDescription } from "./discovery-description.js";
import { type HomeAssistantLimits, homeAssistantLimits } from "./home-assistant-limits.js";

/** Options of {@link homeAssistant}. */
export interface HomeAssistantOptions {
  /** URL of the broker that devices announce themselves on. */
  readonly broker: string;
  /** First levels of the discovery topics; default `homeassistant`. */
  readonly prefix?: string;
  /** Security of the broker, as a Thing Description says it; none by default. Credentials come from the Servient's store. */
  readonly security?: BrokerAddress["security"];
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange) => void;
  readonly limits?: Partial<HomeAssistantLimits> & BridgeOptions["limits"];
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** What has happened to a device. A renamed one has its id still. */
export interface DeviceChange {
  readonly kind: "joined" | "left" | "renamed" | "redefined";
  readonly device: AdaptedDevice;
}

/** All devices that announce themselves on one broker, as Things of the common API. */
export interface HomeAssistant extends AsyncDisposable {
  /** Devices that are offered, by id. */
  readonly devices: ReadonlyMap<string, AdaptedDevice>;
  /** Messages and devices that are not offered, and why. */
  readonly unoffered: readonly UnofferedMessage[];
  /** Descriptions of the Things that are offered now. */
  discover(): Iterable<ThingDescription>;
  /** Takes all Things back. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Offers every device that announces itself by Home Assistant's MQTT discovery on the servers of `servient`, and follows
 * what is announced: devices that join, leave, are renamed or become something else do so while everything runs, and no
 * other device notices. Resolves when what stands retained is offered.
 *
 * @throws {WotError} when the broker cannot be reached, or refuses
 */
export async function homeAssistant(servient: Servient, options: HomeAssistantOptions): Promise<HomeAssistant> {
  const adapter = new Adapter(servient, options);
  await adapter.start();
  return adapter;
}

class Adapter implements HomeAssistant {
  readonly devices = new Map<string, AdaptedDevice>();
  readonly #servient: Servient;
  readonly #options: HomeAssistantOptions;
  readonly #address: BrokerAddress;
  readonly #prefix: string;
  readonly #limits: HomeAssistantLimits;
  readonly #announcements: Announcements;
  readonly #ending = new AbortController();
  #surplus: readonly UnofferedMessage[] = [];
  #timer: Timer | undefined;
  /** The one update that is under way, and those that wait for it. */
  #updates: Promise<void> = Promise.resolve();

  constructor(servient: Servient, options: HomeAssistantOptions) {
    const { broker, prefix = "homeassistant", security, limits } = options;
    this.#servient = servient;
    this.#options = options;
    this.#prefix = prefix;
    this.#address = { broker, ...(security !== undefined && { security }) };
    this.#limits = { ...homeAssistantLimits, ...limits };
    this.#announcements = new Announcements(prefix, this.#limits.maxMessages);
  }

  get unoffered(): readonly UnofferedMessage[] {
    return [...this.#announcements.refused, ...this.#surplus];
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
    await new Promise<void>((resolve) => this.#clock.after(this.#limits.settleMs, resolve));
    await this.#update();
  }

  *discover(): Iterable<ThingDescription> {
    for (const { things } of this.devices.values()) for (const { description } of things) yield description;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    this.#timer?.cancel();
    await this.#updates;
    const devices = [...this.devices.values()];
    this.devices.clear();
    await Promise.all(devices.map((device) => device.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  get #clock(): Clock {
    return this.#options.clock ?? systemClock;
  }

  get #logger(): Logger {
    return this.#options.logger ?? silent;
  }

  async #hear(output: InteractionOutput): Promise<void> {
    const payload = new Uint8Array(await output.arrayBuffer());
    if (output.from === undefined || this.#ending.signal.aborted) return;
    const isNew = this.#announcements.take(output.from, payload);
    if (!isNew || this.#timer !== undefined) return;
    this.#timer = this.#clock.after(this.#limits.settleMs, () => {
      this.#timer = undefined;
      void this.#update();
    });
  }

  #update(): Promise<void> {
    this.#updates = this.#updates.then(() => this.#follow());
    return this.#updates;
  }

  /** Makes the Things those of what is announced: one device after the other. */
  async #follow(): Promise<void> {
    const { maxDevices } = this.#limits;
    const announced = this.#announcements.devices();
    const offered = announced.slice(0, maxDevices);
    this.#surplus = announced
      .slice(maxDevices)
      .map(({ id }) => ({ topic: id, why: `more than maxDevices (${maxDevices})` }));
    const ids = new Set(offered.map(({ id }) => id));
    for (const [id, device] of this.devices) if (!ids.has(id)) await this.#remove(id, device, "left");
    for (const device of offered) {
      if (this.#ending.signal.aborted) return;
      await this.#offer(device);
    }
  }

  async #offer(announced: AnnouncedDevice): Promise<void> {
    const known = this.devices.get(announced.id);
    const kind = known === undefined ? "joined" : changeOf(known.announced, announced);
    if (kind === undefined) return;
    if (known !== undefined) await this.#remove(announced.id, known);
    const { clock, logger, limits } = this.#options;
    const device = await AdaptedDevice.offer(announced, {
      servient: this.#servient,
      address: this.#address,
      logger: this.#logger,
      bridging: { ...(clock && { clock }), ...(logger && { logger }), limits: { maxExpressionLength, ...limits } },
    });
    this.devices.set(announced.id, device);
    this.#options.onChange?.({ kind, device });
  }

  async #remove(id: string, device: AdaptedDevice, kind?: "left"): Promise<void> {
    this.devices.delete(id);
    await device.stop();
    if (kind !== undefined) this.#options.onChange?.({ kind, device });
  }
}

/** Of a translated template, with what makes a value of the common API of it. */
const maxExpressionLength = 8_000;

/** What makes another Thing of a device; `undefined` when it is the same as before. */
function changeOf(before: AnnouncedDevice, after: AnnouncedDevice): "renamed" | "redefined" | undefined {
  if (!hasSameEntities(before, after)) return "redefined";
  return before.name === after.name ? undefined : "renamed";
}
