import type { DescribedDevice, DescribedPart } from "@thingwright/adapter-core";
import { availabilityOf } from "./availability.js";
import type { BrokerAddress } from "./broker-address.js";
import { valuesOf } from "./components/components.js";
import { type DevicePart, devicePart, type FeatureGroup, wordsOf } from "./device-part.js";
import type { EntityConfig } from "./discovery/entity-config.js";
import { Entity } from "./entity.js";
import type { Feature } from "./recognition/served.js";
import { southboundOf } from "./southbound.js";

/** What is known of a device: its name, and the entities that were announced for it. */
export interface DeviceDefinition {
  readonly name: string;
  readonly entities: readonly EntityConfig[];
}

/** One Thing of a device that announced itself, and what of it serves what. */
export type AnnouncedPart = DescribedPart & DevicePart;

/**
 * Describes a device from what was announced of it. Each light, cover, thermostat, fan and switch is a Thing of its own;
 * what belongs to none of them is part of the first. Whatever is announced is offered, in words of the common API where
 * it has some. Never throws for what a device says.
 *
 * @param id - IRI of the device; those of its parts begin with it
 */
export async function describeDevice(
  { name, entities: configs }: DeviceDefinition,
  address: BrokerAddress,
  id: string,
): Promise<DescribedDevice<AnnouncedPart>> {
  const entities = [...configs].sort(byPlace).map((config) => new Entity(config));
  const features = entities.map((entity) => valuesOf(entity).map((value) => ({ entity, value })));
  const availability = availabilityOf(entities.filter((_, index) => features[index]!.length > 0));
  const parts: AnnouncedPart[] = [];
  for (const group of groupsOf(features.flat())) {
    const part = await devicePart(group, name);
    const { suffix } = part;
    const [partId, title] = suffix === "" ? [id, name] : [`${id}:${suffix}`, `${name} ${suffix}`];
    const southbound = southboundOf(part, availability, address, `${partId}:southbound`, title);
    parts.push({ ...part, id: partId, title, southbound });
  }
  return { parts, problems: entities.flatMap(({ problems }) => problems) };
}

/** Kinds of entities that are a Thing each. What a thermostat or lamp switches besides is no reason to call it a relay. */
const kinds = ["light", "climate", "cover", "fan", "switch"];

/** The same order whenever which entity was announced. */
const byPlace = (one: EntityConfig, other: EntityConfig): number =>
  placeOf(one) - placeOf(other) || (one.objectId < other.objectId ? -1 : 1);

const placeOf = ({ component }: EntityConfig): number => {
  const place = kinds.indexOf(component);
  return place < 0 ? kinds.length : place;
};

function groupsOf(features: readonly Feature[]): readonly FeatureGroup[] {
  if (features.length === 0) return [];
  const isKind = ({ entity }: Feature): boolean => kinds.includes(entity.component) && !entity.isAside;
  const mains = [...new Set(features.filter(isKind).map(({ entity }) => entity))];
  const [main, ...others] = mains;
  const rest = features.filter(({ entity }) => entity === main || !mains.includes(entity));
  const first = { kind: main?.component ?? "generic", main, suffix: "", features: rest };
  const suffixes = new Set<string>([""]);
  const further = others.map((entity) => {
    const suffix = suffixOf(entity, suffixes);
    suffixes.add(suffix);
    return {
      kind: entity.component,
      main: entity,
      suffix,
      features: features.filter((each) => each.entity === entity),
    };
  });
  return [first, ...further];
}

function suffixOf({ name, config: { objectId, component } }: Entity, taken: ReadonlySet<string>): string {
  const wanted = wordsOf(name) || wordsOf(objectId) || component;
  let suffix = wanted;
  for (let number = 2; taken.has(suffix); number++) suffix = `${wanted}-${number}`;
  return suffix;
}
