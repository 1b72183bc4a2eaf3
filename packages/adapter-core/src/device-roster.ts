import { type Logger, silent } from "@thingwright/contracts";
import type { ThingDescription } from "@thingwright/td";
import { AdaptedDevice, type OfferingEnvironment } from "./adapted-device.js";
import type { ListedDevice, UnofferedDevice } from "./described-device.js";
import type { DeviceChange } from "./offered-device.js";

/** Options of {@link DeviceRoster}. */
export interface DeviceRosterOptions extends OfferingEnvironment {
  /** Devices that are offered; further ones are listed as unoffered. */
  readonly maxDevices: number;
  /** Hears what changes. Must not throw. */
  readonly onChange?: ((change: DeviceChange<AdaptedDevice>) => void) | undefined;
}

/**
 * The devices of an ecosystem as Things of the common API, in line with a list that changes: who joins, leaves, is renamed
 * or becomes something else does so while everything runs, and no other device notices. One device is changed after the
 * other; lists that come faster than that are passed over for the newest.
 */
export class DeviceRoster implements AsyncDisposable {
  readonly #options: DeviceRosterOptions;
  readonly #logger: Logger;
  readonly #devices = new Map<string, AdaptedDevice>();
  #wanted: ReadonlyMap<string, ListedDevice> = new Map();
  /** What was set when each device was offered, by its key. */
  readonly #settings = new Map<string, string>();
  #isStale = false;
  #isStopped = false;
  #updating: Promise<void> | undefined;

  constructor(options: DeviceRosterOptions) {
    this.#options = options;
    this.#logger = options.bridging.logger ?? silent;
  }

  /** Devices that are offered, by key. */
  get devices(): ReadonlyMap<string, AdaptedDevice> {
    return this.#devices;
  }

  /** Devices of the list that are not, and why. */
  get unoffered(): readonly UnofferedDevice[] {
    const { maxDevices } = this.#options;
    return [...this.#wanted.keys()]
      .slice(maxDevices)
      .map((key) => ({ key, why: `more than maxDevices (${maxDevices})` }));
  }

  /** Descriptions of the Things that are offered now. */
  *discover(): Iterable<ThingDescription> {
    for (const { things } of this.#devices.values()) for (const { description } of things) yield description;
  }

  /** Makes the devices those of `list`. Resolves when they are; never rejects. Of two with one key the later is taken. */
  become(list: Iterable<ListedDevice>): Promise<void> {
    this.#wanted = new Map([...list].map((device) => [device.key, device]));
    return this.revise();
  }

  /** Adds a device, or what it has become. */
  put(device: ListedDevice): Promise<void> {
    this.#wanted = new Map([...this.#wanted, [device.key, device]]);
    return this.revise();
  }

  /** Takes a device away. */
  remove(key: string): Promise<void> {
    this.#wanted = new Map([...this.#wanted].filter(([each]) => each !== key));
    return this.revise();
  }

  /** Offers those anew whose settings have changed. */
  revise(): Promise<void> {
    this.#isStale = true;
    this.#updating ??= this.#update().finally(() => {
      this.#updating = undefined;
    });
    return this.#updating;
  }

  /** Takes all Things back. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#updating;
    const devices = [...this.#devices.values()];
    this.#devices.clear();
    await Promise.all(devices.map((device) => device.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #update(): Promise<void> {
    while (this.#isStale && !this.#isStopped) {
      this.#isStale = false;
      await this.#follow();
    }
  }

  /** Until all is as wanted, or something else is wanted. */
  async #follow(): Promise<void> {
    const offered = new Map([...this.#wanted].slice(0, this.#options.maxDevices));
    for (const [key, device] of this.#devices) if (!offered.has(key)) await this.#leave(device);
    for (const listed of offered.values()) {
      if (this.#isStale || this.#isStopped) return;
      await this.#offer(listed);
    }
  }

  async #offer(listed: ListedDevice): Promise<void> {
    const known = this.#devices.get(listed.key);
    const kind = known === undefined ? "joined" : this.#changeOf(known, listed);
    if (kind === undefined) return;
    if (known !== undefined) await this.#withdraw(known);
    const device = await AdaptedDevice.offer(listed, this.#options);
    for (const problem of device.problems) {
      this.#logger.warn("not all of a device is offered", { device: listed.name, problem });
    }
    this.#devices.set(listed.key, device);
    this.#settings.set(listed.key, this.#settingsOf(device));
    this.#options.onChange?.({ kind, device });
  }

  /** What makes other Things of a device; `undefined` when they are the same as before. */
  #changeOf(before: AdaptedDevice, after: ListedDevice): DeviceChange["kind"] | undefined {
    if (before.revision !== after.revision) return "redefined";
    const isSetAnew = this.#settings.get(after.key) !== this.#settingsOf(before);
    return before.name !== after.name || isSetAnew ? "renamed" : undefined;
  }

  #settingsOf({ ids }: AdaptedDevice): string {
    return JSON.stringify(ids.map((id) => this.#options.settingsOf?.(id) ?? null));
  }

  async #leave(device: AdaptedDevice): Promise<void> {
    await this.#withdraw(device);
    this.#options.onChange?.({ kind: "left", device });
  }

  async #withdraw(device: AdaptedDevice): Promise<void> {
    this.#devices.delete(device.key);
    this.#settings.delete(device.key);
    await device.stop();
  }
}
