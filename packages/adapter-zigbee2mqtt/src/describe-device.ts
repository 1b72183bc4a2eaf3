import type { DescribedDevice, DescribedPart } from "@thingwright/adapter-core";
import { type DevicePart, devicePart } from "./device-part.js";
import { readExposes } from "./exposes.js";
import { type FeatureGroup, featureGroups, genericKind } from "./feature.js";
import { type DeviceAddress, southboundOf } from "./southbound.js";

/** What Zigbee2MQTT knows of a kind of device. */
export interface DeviceDefinition {
  readonly vendor: string;
  readonly model: string;
  readonly exposes: unknown;
}

/** One Thing of a Zigbee device, and what of it serves what. */
export type ZigbeePart = DescribedPart & DevicePart;

/**
 * Describes a device from what Zigbee2MQTT exposes of it. Each light, cover, thermostat, fan and channel of a relay is a
 * Thing of its own; what belongs to none of them is part of the first. Whatever is exposed is offered, in words of the
 * common API where it has some. Never throws for what a device says.
 *
 * @param id - IRI of the device; those of its parts begin with it
 */
export async function describeDevice(
  definition: DeviceDefinition,
  address: DeviceAddress,
  id: string,
): Promise<DescribedDevice<ZigbeePart>> {
  const { exposes, problems } = readExposes(definition.exposes);
  const groups = partsOf(featureGroups(exposes));
  const parts: ZigbeePart[] = [];
  for (const [index, { group, suffix }] of groups.entries()) {
    const own = index === 0 ? "" : suffix;
    const part = await devicePart(group, own, `${definition.vendor} ${definition.model}`);
    const [partId, title] = own === "" ? [id, address.name] : [`${id}:${own}`, `${address.name} ${own}`];
    parts.push({ ...part, id: partId, title, southbound: southboundOf(part, address, `${partId}:southbound`, title) });
  }
  return { parts, problems: [...problems, ...parts.flatMap((part) => part.problems)] };
}

interface Part {
  readonly group: FeatureGroup;
  readonly suffix: string;
}

/** Groups by endpoint, with the generic features of their endpoint; the first has all others. */
function partsOf(groups: readonly FeatureGroup[]): readonly Part[] {
  const generic = groups.find(({ kind }) => kind === genericKind)?.features ?? [];
  const kinds = [...groups].filter(({ kind }) => kind !== genericKind).sort(bySwitch);
  const [main = { kind: genericKind, endpoint: undefined, features: [] }, ...others] = kinds;
  if (main.features.length + generic.length === 0) return [];
  const suffixes = suffixesOf(kinds);
  const ofOthers = others.map((group, index) => {
    const own = generic.filter(({ endpoint }) => endpoint !== undefined && isOnlyAt(endpoint, group, kinds));
    return { group: { ...group, features: [...group.features, ...own] }, suffix: suffixes[index + 1]! };
  });
  const given = new Set(ofOthers.flatMap(({ group }) => group.features));
  const rest = generic.filter((feature) => !given.has(feature));
  return [{ group: { ...main, features: [...main.features, ...rest] }, suffix: "" }, ...ofOthers];
}

/** What a thermostat or a lamp switches besides is no reason to call it a relay. */
const bySwitch = (one: FeatureGroup, other: FeatureGroup): number =>
  Number(one.kind === "switch") - Number(other.kind === "switch");

const isOnlyAt = (endpoint: string, group: FeatureGroup, kinds: readonly FeatureGroup[]): boolean =>
  kinds.find((each) => each.endpoint === endpoint) === group;

/** The endpoint of each, or its kind; with a number where that tells no two apart. */
function suffixesOf(groups: readonly FeatureGroup[]): readonly string[] {
  const seen = new Map<string, number>();
  return groups.map(({ kind, endpoint = kind }) => {
    const number = (seen.get(endpoint) ?? 0) + 1;
    seen.set(endpoint, number);
    return number === 1 ? endpoint : `${endpoint}-${number}`;
  });
}
