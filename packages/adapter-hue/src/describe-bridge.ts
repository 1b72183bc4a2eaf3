import type { DescribedDevice, DescribedPart } from "@thingwright/adapter-core";
import type { BridgeAddress } from "./bridge-link.js";
import { type DevicePart, devicePart } from "./device-part.js";
import { hueLimits } from "./limits.js";
import { readResources } from "./resource.js";
import { resourceGroups, thingIri } from "./resource-groups.js";
import { southboundOf } from "./southbound.js";

/** One Thing behind a bridge, and what of it serves what. */
export type HuePart = DescribedPart & DevicePart;

/**
 * Describes what is behind a bridge from the answer of `GET /clip/v2/resource`. Does no I/O, and never throws for what a bridge
 * says.
 *
 * @param maxResources - those that are looked at
 */
export async function describeBridge(
  answer: unknown,
  { url, id }: BridgeAddress,
  maxResources = hueLimits.maxResources,
): Promise<DescribedDevice<HuePart>> {
  const { resources, problems } = readResources(answer, maxResources);
  const { groups, rest } = resourceGroups(resources);
  const parts: HuePart[] = [];
  for (const group of groups) {
    const part = await devicePart(group);
    parts.push({
      ...part,
      id: thingIri(group.key),
      title: group.title,
      southbound: southboundOf(part, url, id, group.title),
    });
  }
  const unoffered = rest
    .filter(({ type }) => !places.has(type))
    .map(({ type, id: own }) => `${type} ${own}: belongs to no device, room or scene`);
  return { parts, problems: [...problems, ...unoffered] };
}

/** What other resources are in: they have nothing of their own to offer. */
const places: ReadonlySet<string> = new Set(["room", "zone", "bridge_home"]);
