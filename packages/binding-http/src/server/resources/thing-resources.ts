import { type HostedThing, type PathSegments, thingPaths, uriPath, wellFormed } from "@thingwright/contracts";
import {
  allEventsSource,
  allPropertiesSource,
  type EmissionSource,
  eventSource,
  propertySource,
} from "../subscriptions/emission-source.js";
import type { ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { actionResource, actionsResource, invocationResource } from "./action-resource.js";
import { descriptionResource } from "./description-resource.js";
import { propertiesResource } from "./properties-resource.js";
import { propertyResource } from "./property-resource.js";
import type { Resource } from "./resource.js";
import { sourceResource } from "./source-resource.js";

/** What the resources of all Things of a server have in common. */
export interface ResourceSetting {
  readonly subprotocols: readonly ServerSubprotocol[];
  /** Base URI of the server. */
  readonly base: () => string;
}

/** Finds a resource of a Thing among those of one kind, by what follows the kind in its path. */
type Finder = (thing: HostedThing, names: PathSegments, setting: ResourceSetting) => Resource | undefined;

/** The kinds of resource that a Thing has below its own address. */
const finders: ReadonlyMap<string, Finder> = new Map([
  ["properties", ofProperties],
  ["actions", ofActions],
  ["events", ofEvents],
]);

/**
 * The resource of `thing` at the path that `names` are below the Thing's own, `undefined` when there is none. It is made
 * anew at each call and has no state of its own.
 */
export function resourceOf(thing: HostedThing, names: PathSegments, setting: ResourceSetting): Resource | undefined {
  const [kind, ...below] = names;
  if (kind === undefined) return { ...descriptionResource((request) => thing.description(request)), thing };
  const find = finders.get(kind);
  return find === undefined
    ? firstOf(setting, (subprotocol) => subprotocol.ofThing?.(thing, names))
    : find(thing, below, setting);
}

function ofProperties(
  thing: HostedThing,
  [name, ...below]: PathSegments,
  setting: ResourceSetting,
): Resource | undefined {
  const { subprotocols } = setting;
  if (name === undefined) {
    return propertiesResource(thing, withHeaders(allPropertiesSource(thing), setting), subprotocols);
  }
  const property = named(thing.properties, name);
  if (property === undefined) return undefined;
  const source = withHeaders(propertySource(thing, property), setting);
  if (below.length === 0) return propertyResource(property, source, subprotocols);
  return resourceBelow(source, below, setting);
}

function ofActions(thing: HostedThing, [name, id, ...more]: PathSegments): Resource | undefined {
  const paths = thingPaths(thing);
  if (name === undefined) return actionsResource(thing, uriPath(paths.actions));
  const action = named(thing.actions, name);
  if (action === undefined || more.length > 0) return undefined;
  const path = uriPath(paths.action(action.name));
  if (id === undefined) return actionResource(action, path);
  return action.synchronous || id === "" ? undefined : invocationResource(action, id, path);
}

function ofEvents(thing: HostedThing, [name, ...below]: PathSegments, setting: ResourceSetting): Resource | undefined {
  if (name === undefined) {
    const whole = withHeaders(allEventsSource(thing), setting);
    return whole && sourceResource(whole, setting.subprotocols);
  }
  const event = named(thing.events, name);
  if (event === undefined) return undefined;
  const source = withHeaders(eventSource(thing, event), setting);
  return below.length === 0 ? sourceResource(source, setting.subprotocols) : resourceBelow(source, below, setting);
}

/** What a subprotocol has below the address of `source`. */
function resourceBelow(
  source: EmissionSource | undefined,
  names: PathSegments,
  setting: ResourceSetting,
): Resource | undefined {
  return source && firstOf(setting, (subprotocol) => subprotocol.below?.(source, names));
}

/** What the first subprotocol that has anything has. */
function firstOf<T>(
  { subprotocols }: ResourceSetting,
  ask: (subprotocol: ServerSubprotocol) => T | undefined,
): T | undefined {
  for (const subprotocol of subprotocols) {
    const found = ask(subprotocol);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `source` with the headers that the subprotocols have for it. */
function withHeaders<S extends EmissionSource | undefined>(source: S, { subprotocols, base }: ResourceSetting): S {
  if (source === undefined) return source;
  const headers = subprotocols.flatMap((subprotocol) => subprotocol.headers?.(source, base()) ?? []);
  return headers.length === 0 ? source : { ...source, headers };
}

/** The affordance whose name came out of an address, which carries no lone surrogates. */
function named<A>(affordances: ReadonlyMap<string, A>, name: string): A | undefined {
  const known = affordances.get(name);
  if (known !== undefined || !name.includes("\uFFFD")) return known;
  for (const each of affordances.keys()) if (wellFormed(each) === name) return affordances.get(each);
  return undefined;
}
