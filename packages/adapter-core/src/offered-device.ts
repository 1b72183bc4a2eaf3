import type { ExposedThing } from "@thingwright/core";

/** A device that is offered as one Thing or several. */
export interface OfferedDevice {
  /** What its owner calls it. */
  readonly name: string;
  /** The Things that it is offered as, the main one first. */
  readonly things: readonly ExposedThing[];
  /** What of the device is not offered, and why. */
  readonly problems: readonly string[];
  /** False while the device, or what stands between, is said to be away. */
  readonly isAvailable: boolean;
  /** When the device was last heard, in milliseconds since 1970; `undefined` before it is. */
  readonly lastSeen: number | undefined;
}

/** What has happened to a device. A renamed one has the ids of its Things still. */
export interface DeviceChange<Device extends OfferedDevice = OfferedDevice> {
  readonly kind: "joined" | "left" | "renamed" | "redefined";
  readonly device: Device;
}
