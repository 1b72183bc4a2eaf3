import type { ThingDescription } from "@thingwright/td";
import type { AdaptedDevice } from "./adapted-device.js";
import type { Adapter } from "./adapter.js";
import type { UnofferedDevice } from "./described-device.js";
import type { DeviceRoster } from "./device-roster.js";

/** What adapters that keep their devices in a {@link DeviceRoster} have in common. */
export abstract class RosterAdapter implements Adapter {
  protected abstract readonly roster: DeviceRoster;

  get devices(): ReadonlyMap<string, AdaptedDevice> {
    return this.roster.devices;
  }

  get unoffered(): readonly UnofferedDevice[] {
    return [...this.unlisted(), ...this.roster.unoffered];
  }

  discover(): Iterable<ThingDescription> {
    return this.roster.discover();
  }

  revise(): Promise<void> {
    return this.roster.revise();
  }

  abstract stop(): Promise<void>;

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** What is there and did not get as far as the roster, and why. */
  protected unlisted(): readonly UnofferedDevice[] {
    return [];
  }
}
