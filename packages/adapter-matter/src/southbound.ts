import type { DataSchema, ThingDescription } from "@thingwright/td";
import { clusterUri } from "./binding/matter-address.js";
import { clusterIds } from "./clusters.js";
import type { CommandTaker, PlacedCluster, Served, Taker } from "./recognition/served.js";

/** Where a part of a node is. */
export interface NodePlace {
  /** Compressed fabric identifier. */
  readonly fabric: string;
  readonly node: string;
}

/** Names of the southbound affordances of a cluster. */
const names = {
  state: ({ endpoint, cluster }: PlacedCluster) => `state ${endpoint} ${cluster.name}`,
  set: ({ endpoint, cluster }: PlacedCluster) => `set ${endpoint} ${cluster.name}`,
  command: ({ endpoint, cluster }: PlacedCluster, command: string) => `${command} ${endpoint} ${cluster.name}`,
  any: ({ endpoint, cluster }: PlacedCluster) => `command ${endpoint} ${cluster.name}`,
  event: ({ endpoint, cluster }: PlacedCluster, event: string) => `${event} ${endpoint} ${cluster.name}`,
} as const;

/**
 * How a part of a node is spoken to, and what of it serves what: all attributes of a cluster are one property, those that can
 * be written another; a command is an action.
 *
 * @param reachability - the cluster that says whether a bridged device is there
 */
export function southboundOf(
  served: readonly Served[],
  place: NodePlace,
  { id, title }: { readonly id: string; readonly title: string },
  reachability?: PlacedCluster,
): ThingDescription {
  const places = new Set([...served.map((each) => each.place), ...(reachability ? [reachability] : [])]);
  const of = (cluster: PlacedCluster) => served.filter((each) => each.place === cluster);
  const hrefOf = ({ endpoint, cluster }: PlacedCluster) => clusterUri(place.fabric, place.node, endpoint, cluster.name);
  const properties = [...places].flatMap((cluster) => [
    ...stateOf(cluster, of(cluster), hrefOf(cluster)),
    ...setOf(cluster, of(cluster), hrefOf(cluster)),
  ]);
  const actions = [...places].flatMap((cluster) => actionsOf(cluster, of(cluster), hrefOf(cluster)));
  const events = served.flatMap((each) => eventOf(each, hrefOf(each.place)));
  return {
    "@context": [
      "https://www.w3.org/2022/wot/td/v1.1",
      {
        "@language": "en",
        map: "https://thingwright.org/ns/map#",
        qudtUnit: "http://qudt.org/vocab/unit/",
        matv: "https://thingwright.org/ns/matter#",
      },
    ],
    id,
    title,
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties: Object.fromEntries(properties),
    actions: Object.fromEntries(actions),
    events: Object.fromEntries(events),
  } as unknown as ThingDescription;
}

type Named = readonly [name: string, affordance: object];

function stateOf(place: PlacedCluster, served: readonly Served[], href: string): readonly Named[] {
  const entries = served.filter(({ source }) => source === "attributes").map((each) => entryOf(each));
  const serves = [...entries, ...(isReachability(place) ? [reachable] : [])];
  if (serves.length === 0) return [];
  return [
    [
      names.state(place),
      {
        title: `Attributes of ${place.cluster.name}`,
        type: "object",
        readOnly: true,
        observable: true,
        "map:serves": serves,
        forms: [form(href, ["readproperty", "observeproperty", "unobserveproperty"])],
      },
    ],
  ];
}

const isReachability = ({ cluster: { id, attributes } }: PlacedCluster): boolean =>
  id === clusterIds.bridgedDeviceBasicInformation && attributes.some(({ name }) => name === "reachable");

const reachable = { "map:available": "device", "map:pick": "/reachable" };

function entryOf(served: Served): object {
  const { kind, name, terms, taker, place } = served;
  return { [`map:${kind}`]: name, ...terms, ...(taker && kind === "property" && viaOf(place, taker, terms)) };
}

function viaOf(place: PlacedCluster, taker: Taker, terms: Served["terms"]): object {
  if ("command" in taker) return { "map:via": names.command(place, taker.command) };
  if ("anyCommand" in taker) return { "map:via": names.any(place) };
  const isPlaced = "map:write" in terms || !("attribute" in taker);
  return { "map:via": names.set(place), ...(!isPlaced && { "map:put": `/${taker.attribute}` }) };
}

function setOf(place: PlacedCluster, served: readonly Served[], href: string): readonly Named[] {
  const schemas: Record<string, DataSchema> = Object.create(null);
  for (const { taker } of served) {
    if (taker === undefined) continue;
    if ("attribute" in taker) schemas[taker.attribute] = taker.schema;
    else if ("attributes" in taker) Object.assign(schemas, taker.attributes);
  }
  if (Object.keys(schemas).length === 0) return [];
  const properties = { ...schemas };
  const title = `Change of ${place.cluster.name}`;
  return [
    [names.set(place), { title, type: "object", writeOnly: true, properties, forms: [form(href, ["writeproperty"])] }],
  ];
}

function actionsOf(place: PlacedCluster, served: readonly Served[], href: string): readonly Named[] {
  const actions = new Map<string, { readonly action: object; readonly serves: object[] }>();
  for (const { taker, kind, name, terms, affordance } of served) {
    if (taker === undefined || !("command" in taker || "anyCommand" in taker)) continue;
    const isAny = "anyCommand" in taker;
    const own = isAny ? names.any(place) : names.command(place, taker.command);
    const action = isAny ? anyCommandOf(place, href) : commandOf(taker, affordance, href);
    const known = actions.get(own) ?? { action, serves: [] };
    if (kind === "action") known.serves.push({ "map:action": name, ...terms });
    actions.set(own, known);
  }
  return [...actions].map(([own, { action, serves }]) => [
    own,
    { ...action, ...(serves.length > 0 && { "map:serves": serves }) },
  ]);
}

const anyCommandOf = ({ cluster }: PlacedCluster, href: string): object => ({
  title: `Commands of ${cluster.name}`,
  input: { type: "object" },
  forms: [form(href, ["invokeaction"])],
});

/** A command without fields has no input. */
function commandOf({ command, fields, input }: CommandTaker, affordance: object | undefined, href: string): object {
  const { output } = (affordance ?? {}) as { readonly output?: object };
  return {
    title: command,
    ...(input !== undefined && { input: { type: "object", properties: input } }),
    ...(output && { output }),
    forms: [{ ...form(`${href}/${command}`, ["invokeaction"]), ...(fields && { "matv:fields": fields }) }],
  };
}

function eventOf({ source, place, name, terms }: Served, href: string): readonly Named[] {
  if (typeof source !== "object") return [];
  const own = names.event(place, source.event);
  const forms = [form(`${href}/${source.event}`, ["subscribeevent", "unsubscribeevent"])];
  return [[own, { title: source.event, data: { type: "object" }, "map:event": name, ...terms, forms }]];
}

const form = (href: string, op: readonly string[]) => ({ href, op, contentType: "application/json" });
