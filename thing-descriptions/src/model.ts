import type { ThingModel } from "@thingwright/td";
import { documents } from "./document.js";

/** The Thing Models of the common API: file names in `models/`. */
export const thingModelNames = [
  "air-conditioner",
  "air-quality-sensor",
  "climate-sensor",
  "colour-light",
  "contact-sensor",
  "dimmable-light",
  "occupancy-sensor",
  "on-off-light",
  "tunable-white-light",
] as const;

export type ThingModelName = (typeof thingModelNames)[number];

const read = documents("models", thingModelNames);

/**
 * The Thing Model `name` of the common API; frozen, and the same object each time.
 *
 * @throws {UsageError} WOT_ARGUMENT when there is none of this name
 */
export function thingModel(name: ThingModelName): ThingModel {
  return read(name);
}
