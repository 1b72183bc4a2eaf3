import { membersOf, textOf } from "@thingwright/mapping";
import type { ThingDescription } from "@thingwright/td";
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

/** One Thing of a device: how it is spoken to, and as what it is offered. */
export interface DescribedPart extends DevicePart {
  readonly southbound: ThingDescription;
  /** Of the Thing that is offered. */
  readonly id: string;
  readonly title: string;
}

/** A device as the Things that it is. */
export interface DescribedDevice {
  /** None when the device has nothing to offer; the main one first. */
  readonly parts: readonly DescribedPart[];
  /** What of the device is not offered, and why. */
  readonly problems: readonly string[];
}

/** IRI of a device; those of its Things begin with it. */
export const deviceIri = ({ id }: DeviceInfo): string => `urn:shelly:${id}`;

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
): Promise<DescribedDevice> {
  const { components, problems } = readComponents(status, config, maxComponents);
  const name = info.name ?? info.id;
  const parts: DescribedPart[] = [];
  for (const group of componentGroups(components)) {
    const part = await devicePart(group, `Shelly ${info.model}`);
    const id = part.suffix === "" ? deviceIri(info) : `${deviceIri(info)}:${part.suffix}`;
    const [main] = group.components;
    const title = part.suffix === "" ? name : (textOf(membersOf(main?.config).name) ?? `${name} ${part.suffix}`);
    parts.push({ ...part, id, title, southbound: southboundOf(part, address, southboundIri(info), title) });
  }
  return { parts, problems };
}
