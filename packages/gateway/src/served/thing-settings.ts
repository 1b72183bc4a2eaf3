import type { PartSettings } from "@thingwright/adapter-core";
import type { ThingModel } from "@thingwright/td";
import type { ThingModelName } from "@thingwright/thing-descriptions";

/** What the owner says of a Thing, whatever its ecosystem says. */
export interface ThingSettings {
  readonly title?: string;
  /** Name of the room that it is in. */
  readonly room?: string;
  /** Whether it is not offered. */
  readonly hidden?: boolean;
  /** The model of the common API that it is offered as, in place of the one that was found. */
  readonly as?: ThingModelName;
}

/** What the descriptions of all Things of a gateway say. */
export interface HouseTerms {
  /** IRIs of rooms, by their names. */
  readonly rooms?: Readonly<Record<string, string>>;
  /** Security of all Things, as terms of a Thing Description. */
  readonly security: Readonly<Record<string, unknown>>;
}

/** `settings` as adapters take them. */
export function partSettings(settings: ThingSettings, house: HouseTerms): PartSettings {
  const { title, hidden, as } = settings;
  return {
    ...(title !== undefined && { title }),
    ...(hidden === true && { isHidden: true }),
    ...(as !== undefined && { modelName: as }),
    overrides: overridesOf(settings, house),
  };
}

/**
 * Terms of a Thing Description that says where the Thing is, and what it asks. The room is Brick's, as the types of models are:
 * `brick:hasLocation`, with the IRI of the room where the configuration has one.
 */
export function overridesOf(
  { room }: Pick<ThingSettings, "room">,
  { rooms = {}, security }: HouseTerms,
): Record<string, unknown> {
  if (room === undefined) return { ...security };
  const iri = Object.hasOwn(rooms, room) ? { "@id": rooms[room] } : {};
  return { ...security, "brick:hasLocation": { ...iri, "@type": "brick:Room", "schema:name": room } };
}

/** Of the terms above, as every model of the common API has them. */
const prefixes = { brick: "https://brickschema.org/schema/Brick#", schema: "https://schema.org/" };

/** A model of one's own with the prefixes that the house's terms need; those that it has count. */
export function withHousePrefixes(model: ThingModel): ThingModel {
  const context = model["@context"] ?? [];
  const list = typeof context === "string" ? [context] : context;
  const known = Object.assign({}, ...list.filter((each) => typeof each === "object"));
  const missing = Object.entries(prefixes).filter(([prefix]) => !Object.hasOwn(known, prefix));
  if (missing.length === 0) return model;
  return { ...model, "@context": [...list, Object.fromEntries(missing)] } as ThingModel;
}
