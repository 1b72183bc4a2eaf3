import type { ThingModel } from "@thingwright/td";
import { documents } from "./document.js";

/** Devices that a southbound description is here for: `maker/model`, file names in `devices/`. */
export const deviceNames = [
  "brisa/air-quality-sensor",
  "lumenhaus/lh-c9",
  "lumenhaus/lh-d8",
  "lumenhaus/lh-p1",
  "lumenhaus/lh-w10",
  "nordklima/fan-coil-unit",
  "zb/climate-sensor",
  "zb/contact-sensor",
  "zb/occupancy-sensor",
] as const;

export type DeviceName = (typeof deviceNames)[number];

const read = documents("devices", deviceNames, ".tm.jsonld");

/**
 * How a vendor's device is spoken to: a Thing Model with ordinary Forms to its own interface, placeholders for what
 * differs from device to device, and the mapping to a model of the common API. Frozen, and the same object each time.
 *
 * @throws {UsageError} WOT_ARGUMENT when there is none of this name
 */
export function deviceDescription(name: DeviceName): ThingModel {
  return read(name);
}
