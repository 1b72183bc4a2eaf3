import { type DescribedDevice, type DescribedPart, type ListedDevice, partModel } from "@thingwright/adapter-core";
import { candidatesOfKind, type ModelCandidate, type ThingModelName } from "@thingwright/thing-descriptions";
import { clusterIds } from "./clusters.js";
import { type Kind, kindOf } from "./device-types.js";
import { clusterOf, type NodeSnapshot } from "./nodes/node-snapshot.js";
import { plainAffordances } from "./plain.js";
import { rows } from "./recognition/rows.js";
import type { PlacedCluster, Served } from "./recognition/served.js";
import { type Scope, type ScopePart, scopesOf } from "./scopes.js";
import { type NodePlace, southboundOf } from "./southbound.js";

const sensors = candidatesOfKind("sensor");

const named = (...models: readonly ThingModelName[]): readonly ModelCandidate[] => models.map((model) => ({ model }));

/** Models by kind of endpoint, the most capable first. What acts is never called a sensor. */
const candidates: Readonly<Record<Kind, readonly ModelCandidate[]>> = {
  light: named("colour-light", "tunable-white-light", "dimmable-light", "on-off-light"),
  plug: named("plug"),
  switch: named("switch"),
  fan: named("fan"),
  cover: named("blind"),
  climate: named("thermostat"),
  airConditioner: named("air-conditioner", "thermostat"),
  lock: [],
};

/**
 * The devices of a node, as a roster lists them: the node itself, and each that it bridges. Does no I/O, and never throws for
 * what a node says.
 */
export async function describeNode(node: NodeSnapshot, fabric: string): Promise<readonly ListedDevice[]> {
  const place = { fabric, node: node.id };
  return Promise.all(scopesOf(node).map((scope) => listedDevice(scope, place)));
}

async function listedDevice(scope: Scope, place: NodePlace): Promise<ListedDevice> {
  const key = [`${place.fabric}-${place.node}`, scope.bridged].filter((part) => part !== undefined).join(":");
  const described = await describeScope(scope, place, key);
  const revision = described.parts.map(({ id, model, southbound: { title: _, ...forms } }) => [id, model, forms]);
  return { key, name: scope.name, revision: JSON.stringify(revision), describe: () => described };
}

async function describeScope(scope: Scope, place: NodePlace, key: string): Promise<DescribedDevice> {
  const parts: DescribedPart[] = [];
  for (const [index, part] of scope.parts.entries()) {
    const own = index === 0 ? key : `${key}:${part.main.number}`;
    const title = index === 0 ? scope.name : `${scope.name} ${index + 1}`;
    parts.push(await describePart(part, place, { id: `urn:matter:${own}`, title }, scope));
  }
  const { administered } = scope;
  const problems = administered.length === 0 ? [] : [`belongs to the controller: ${administered.join(", ")}`];
  return { parts: parts.filter(({ model }) => hasAffordances(model)), problems };
}

async function describePart(
  part: ScopePart,
  place: NodePlace,
  { id, title }: { readonly id: string; readonly title: string },
  scope: Scope,
): Promise<DescribedPart> {
  const places = placesOf(part);
  const kind = kindOf(part.main.deviceTypes);
  const { model, modelName, served } = await partModel<Served>({
    title: scope.name,
    served: places.flatMap(servedBy),
    candidates: kind === undefined ? sensors : candidates[kind],
    beside: (taken) => plainAffordances(places, taken),
  });
  const southbound = southboundOf(served, place, { id: `${id}:southbound`, title }, reachabilityOf(scope, places));
  return { id, title, model, modelName, southbound };
}

/** Clusters of the acting endpoint first, each endpoint's in order of their ids. */
const placesOf = ({ endpoints }: ScopePart): readonly PlacedCluster[] =>
  endpoints.flatMap(({ number, deviceTypes, clusters }) =>
    [...clusters]
      .sort((one, other) => one.id - other.id)
      .map((cluster) => ({ endpoint: number, deviceTypes, cluster })),
  );

const servedBy = (place: PlacedCluster): readonly Served[] =>
  (rows.get(place.cluster.id) ?? []).flatMap((row) => {
    const found = row(place);
    return found === undefined ? [] : [{ ...found, place }];
  });

/** Whether a bridged device is there, its bridge says for all of its parts. */
function reachabilityOf({ bridged, parts }: Scope, places: readonly PlacedCluster[]): PlacedCluster | undefined {
  const id = clusterIds.bridgedDeviceBasicInformation;
  const known = places.find(({ cluster }) => cluster.id === id);
  if (known !== undefined || bridged === undefined) return known;
  const endpoint = parts.flatMap(({ endpoints }) => endpoints).find(({ number }) => number === bridged);
  const cluster = endpoint && clusterOf(endpoint, id);
  return cluster && { endpoint: bridged, deviceTypes: endpoint.deviceTypes, cluster };
}

const hasAffordances = ({ properties = {}, actions = {}, events = {} }: DescribedPart["model"]): boolean =>
  Object.keys({ ...properties, ...actions, ...events }).length > 0;
