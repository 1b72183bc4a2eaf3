import { textOf } from "@thingwright/mapping";
import { administrative, clusterIds } from "./clusters.js";
import { kindOf } from "./device-types.js";
import { type ClusterSnapshot, clusterOf, type EndpointSnapshot, type NodeSnapshot } from "./nodes/node-snapshot.js";

/** A device: a node without what it bridges, or one device behind a bridge. */
export interface Scope {
  /** Number of the bridged endpoint; `undefined` for the node itself. */
  readonly bridged: number | undefined;
  readonly name: string;
  readonly parts: readonly ScopePart[];
  /** Clusters that nothing is offered of. */
  readonly administered: readonly string[];
}

/** Endpoints that are one Thing: one that acts, or all that sense. */
export interface ScopePart {
  /** The one that acts, or the first. */
  readonly main: EndpointSnapshot;
  readonly endpoints: readonly EndpointSnapshot[];
}

/** The devices that a node is: itself, and each that it bridges (Matter Core §9.12). */
export function scopesOf({ endpoints }: NodeSnapshot): readonly Scope[] {
  const byNumber = new Map(endpoints.map((endpoint) => [endpoint.number, endpoint]));
  const bridged = endpoints.filter(isBridged);
  const families = bridged.map((endpoint) => [endpoint, ...descendantsOf(endpoint, byNumber)]);
  const taken = new Set(families.flat());
  const own = endpoints.filter((endpoint) => !taken.has(endpoint));
  return [
    ...(own.length > 0 ? [scopeOf(own, undefined)] : []),
    ...families.map((family, index) => scopeOf(family, bridged[index]!.number)),
  ];
}

const isBridged = (endpoint: EndpointSnapshot): boolean =>
  clusterOf(endpoint, clusterIds.bridgedDeviceBasicInformation) !== undefined;

/** Endpoints below another that are no bridged devices of their own. Parts that name each other end it. */
function descendantsOf(
  { parts }: EndpointSnapshot,
  byNumber: ReadonlyMap<number, EndpointSnapshot>,
  seen = new Set<number>(),
): readonly EndpointSnapshot[] {
  return parts.flatMap((number) => {
    const part = byNumber.get(number);
    if (part === undefined || seen.has(number) || isBridged(part)) return [];
    seen.add(number);
    return [part, ...descendantsOf(part, byNumber, seen)];
  });
}

function scopeOf(endpoints: readonly EndpointSnapshot[], bridged: number | undefined): Scope {
  const administered = endpoints.flatMap(({ clusters }) => clusters.filter(({ id }) => administrative.has(id)));
  return {
    bridged,
    name: nameOf(endpoints[0]!, bridged),
    parts: partsOf(endpoints),
    administered: [...new Set(administered.map(({ name }) => name))],
  };
}

/** What its owner calls it; otherwise what its maker does. */
function nameOf(endpoint: EndpointSnapshot, bridged: number | undefined): string {
  const { basicInformation, bridgedDeviceBasicInformation } = clusterIds;
  const id = bridged === undefined ? basicInformation : bridgedDeviceBasicInformation;
  const { nodeLabel, productLabel, productName } = clusterOf(endpoint, id)?.values ?? {};
  const named = [nodeLabel, productLabel, productName].map((name) => textOf(name)?.trim()).find((name) => name);
  return named?.slice(0, 128) ?? (bridged === undefined ? "Matter node" : `Bridged device ${bridged}`);
}

/** Each endpoint that acts, with what belongs to it; what belongs to none is with the first. */
function partsOf(endpoints: readonly EndpointSnapshot[]): readonly ScopePart[] {
  const actors = endpoints.filter(({ deviceTypes }) => kindOf(deviceTypes) !== undefined);
  const [first = endpoints[0]!, ...others] = actors;
  const owners = new Map(
    endpoints.filter((endpoint) => !actors.includes(endpoint)).map((each) => [each, ownersOf(each, actors)]),
  );
  const of = (actor: EndpointSnapshot, isFirst: boolean): ScopePart => ({
    main: actor,
    endpoints: [
      actor,
      ...endpoints.filter((each) => each !== actor && (owners.get(each)?.includes(actor) || isLeft(each, isFirst))),
    ],
  });
  const isLeft = (endpoint: EndpointSnapshot, isFirst: boolean): boolean =>
    isFirst && owners.has(endpoint) && owners.get(endpoint)!.length === 0;
  return [of(first, true), ...others.map((actor) => of(actor, false))];
}

/** Who an endpoint is for: those that it powers or measures, or whose part it is. The root is for nobody in particular. */
function ownersOf(endpoint: EndpointSnapshot, actors: readonly EndpointSnapshot[]): readonly EndpointSnapshot[] {
  const powered = numbersIn(clusterOf(endpoint, clusterIds.powerSource), "endpointList");
  const measured = numbersIn(clusterOf(endpoint, clusterIds.powerTopology), "availableEndpoints");
  const named = endpoint.number === 0 ? [] : [...powered, ...measured];
  return actors.filter(({ number, parts }) => named.includes(number) || parts.includes(endpoint.number));
}

const numbersIn = (cluster: ClusterSnapshot | undefined, name: string): readonly unknown[] => {
  const list = cluster?.values[name];
  return Array.isArray(list) ? list : [];
};
