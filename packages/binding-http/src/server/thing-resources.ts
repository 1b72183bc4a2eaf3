import { type HostedThing, type PathSegments, thingPaths, uriPath, wellFormed } from "@thingwright/contracts";
import { actionResource, actionsResource, invocationResource } from "./action-resource.js";
import { descriptionResource } from "./description-resource.js";
import { eventPollResource, eventResource, eventsResource } from "./event-resource.js";
import { pollSegment } from "./poll-path.js";
import { propertiesResource } from "./properties-resource.js";
import { propertyPollResource, propertyResource } from "./property-resource.js";
import type { Resource } from "./resource.js";

/** Finds a resource of a Thing among those of one kind, by what follows the kind in its path. */
type Finder = (thing: HostedThing, names: PathSegments) => Resource | undefined;

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
export function resourceOf(thing: HostedThing, [kind, ...names]: PathSegments): Resource | undefined {
  if (kind === undefined) return descriptionResource((request) => thing.description(request));
  return finders.get(kind)?.(thing, names);
}

function ofProperties(thing: HostedThing, [name, below, ...more]: PathSegments): Resource | undefined {
  const paths = thingPaths(thing);
  if (name === undefined) return propertiesResource(thing, uriPath(paths.properties));
  const property = named(thing.properties, name);
  if (property === undefined || more.length > 0) return undefined;
  const path = uriPath(paths.property(property.name));
  if (below === undefined) return propertyResource(thing, property, path);
  return below === pollSegment && property.observable ? propertyPollResource(thing, property, path) : undefined;
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

function ofEvents(thing: HostedThing, [name, below, ...more]: PathSegments): Resource | undefined {
  const paths = thingPaths(thing);
  if (name === undefined) return thing.events.size > 0 ? eventsResource(thing, uriPath(paths.events)) : undefined;
  const event = named(thing.events, name);
  if (event === undefined || more.length > 0) return undefined;
  const path = uriPath(paths.event(event.name));
  if (below === undefined) return eventResource(thing, event, path);
  return below === pollSegment ? eventPollResource(thing, event, path) : undefined;
}

/** The affordance whose name came out of an address, which carries no lone surrogates. */
function named<A>(affordances: ReadonlyMap<string, A>, name: string): A | undefined {
  const known = affordances.get(name);
  if (known !== undefined || !name.includes("\uFFFD")) return known;
  for (const each of affordances.keys()) if (wellFormed(each) === name) return affordances.get(each);
  return undefined;
}
