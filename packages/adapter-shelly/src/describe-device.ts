import type { DescribedDevice, DescribedPart } from "@thingwright/adapter-core";
import { membersOf, textOf } from "@thingwright/mapping";
import { readComponents } from "./component.js";
import { componentGroups } from "./component-groups.js";
import type { DeviceInfo } from "./device-info.js";
import { type DevicePart, devicePart } from "./device-part.js";
import { shellyLimits } from "./limits.js";
import { type DeviceAddress, southboundOf } from "./southbound.js";

/** What a device says of itself, as it says it. */
export interface DeviceAnswers {
  readonly info: DeviceInfo;
  /** Of `Shelly.GetStatus`. */
  readonly status: unknown;
  /** Of `Shelly.GetConfig`. */
  readonly config: unknown;
}

/** One Thing of a Shelly, and what of it serves what. */
export type ShellyPart = DescribedPart & DevicePart;

/** IRI of a device; those of its Things begin with it. */
export const deviceIri = ({ id }: DeviceInfo): string => `urn:shelly:${id}`;

/** What its owner calls it, else its id. */
export const nameOf = ({ name, id }: DeviceInfo): string => name ?? id;

/** By this id the Servient's credentials for a device are found. */
export const southboundIri = (info: DeviceInfo): string => `${deviceIri(info)}:southbound`;

/**
 * Describes a device from what it says of itself: each channel is a Thing of its own, sensors are, and whatever the status
 * has is offered, in words of the common API where it has some. Does no I/O, and never throws for what a device says.
 *
 * @param maxComponents - those that are looked at
 */
export async function describeDevice(
  { info, status, config }: DeviceAnswers,
  address: DeviceAddress,
  maxComponents = shellyLimits.maxComponents,
): Promise<DescribedDevice<ShellyPart>> {
  const { components, problems } = readComponents(status, config, maxComponents);
  const name = nameOf(info);
  const parts: ShellyPart[] = [];
  for (const group of componentGroups(components)) {
    const part = await devicePart(group, `Shelly ${info.model}`);
    const id = part.suffix === "" ? deviceIri(info) : `${deviceIri(info)}:${part.suffix}`;
    const [main] = group.components;
    const title = part.suffix === "" ? name : (textOf(membersOf(main?.config).name) ?? `${name} ${part.suffix}`);
    parts.push({ ...part, id, title, southbound: southboundOf(part, address, southboundIri(info), title) });
  }
  return { parts, problems };
}
