import type { DataSchema } from "@thingwright/td";
import { administrative, clusterIds } from "./clusters.js";
import type { AttributeShape, CommandShape, EventShape } from "./nodes/node-snapshot.js";
import { administersLock } from "./recognition/lock.js";
import type { PlacedCluster, Served } from "./recognition/served.js";
import { spoken } from "./spoken-name.js";

/**
 * What clusters have that `taken` does not say, in their own words: an attribute is a property, a command an action, an event
 * an event. Their names are `cluster_element`; an endpoint is added where two clusters of one kind are in a Thing.
 */
export function plainAffordances(places: readonly PlacedCluster[], taken: readonly Served[]): readonly Served[] {
  return places.flatMap((place) => {
    if (administrative.has(place.cluster.id)) return [];
    const isTwice = places.some((other) => other !== place && other.cluster.id === place.cluster.id);
    const said = new Set(taken.filter((each) => each.place === place).flatMap(({ covers = [] }) => covers));
    return plainOf(place, isTwice ? `_${place.endpoint}` : "", said);
  });
}

function plainOf(place: PlacedCluster, suffix: string, said: ReadonlySet<string>): readonly Served[] {
  const { attributes, commands, events, id } = place.cluster;
  const isLeft = ({ name }: { readonly name: string }) => !said.has(name);
  const isOffered = ({ name }: CommandShape) => id !== clusterIds.doorLock || !administersLock(name);
  return [
    ...attributes.filter(isLeft).map((attribute) => propertyOf(place, attribute, suffix)),
    ...commands
      .filter(isLeft)
      .filter(isOffered)
      .map((command) => actionOf(place, command, suffix)),
    ...events.filter(isLeft).map((event) => eventOf(place, event, suffix)),
  ];
}

/** Null is a value like any other here, hence the expressions. */
function propertyOf(place: PlacedCluster, { name, schema, isWritable }: AttributeShape, suffix: string): Served {
  return {
    kind: "property",
    name: nameOf(place, name, suffix),
    affordance: { ...described(place, name, schema), observable: true, ...(!isWritable && { readOnly: true }) },
    source: "attributes",
    terms: {
      "map:read": `$lookup($, ${JSON.stringify(name)})`,
      ...(isWritable && { "map:write": "$", "map:put": `/${name}` }),
    },
    ...(isWritable && { taker: { attribute: name, schema } }),
    place,
  };
}

function actionOf(place: PlacedCluster, { name, input, output }: CommandShape, suffix: string): Served {
  return {
    kind: "action",
    name: nameOf(place, name, suffix),
    affordance: { title: titleOf(place, name), ...(input && { input }), ...(output && { output }), safe: false },
    source: "none",
    terms: input === undefined ? {} : { "map:write": '$type($) = "null" ? {} : $' },
    taker: { command: name, ...(input !== undefined && { input: fieldsOf(input) }) },
    place,
  };
}

const fieldsOf = (input: DataSchema): Readonly<Record<string, DataSchema>> =>
  (input as { readonly properties?: Readonly<Record<string, DataSchema>> }).properties ?? {};

const eventOf = (place: PlacedCluster, { name, schema }: EventShape, suffix: string): Served => ({
  kind: "event",
  name: nameOf(place, name, suffix),
  affordance: { title: titleOf(place, name), data: schema },
  source: { event: name },
  terms: {},
  place,
});

const nameOf = ({ cluster }: PlacedCluster, name: string, suffix: string): string => `${cluster.name}_${name}${suffix}`;

const titleOf = ({ cluster }: PlacedCluster, name: string): string =>
  `${spoken(cluster.name)}: ${spoken(name).toLowerCase()}`;

const described = (place: PlacedCluster, name: string, schema: DataSchema): object => ({
  title: titleOf(place, name),
  ...schema,
});
