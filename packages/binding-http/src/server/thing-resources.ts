import { type HostedThing, thingPaths, uriPath } from "@thingwright/contracts";
import { actionResource, actionsResource } from "./action-resource.js";
import { descriptionResource } from "./description-resource.js";
import { eventPollResource, eventResource, eventsResource } from "./event-resource.js";
import { pollPath } from "./poll-path.js";
import { propertiesResource } from "./properties-resource.js";
import { propertyPollResource, propertyResource } from "./property-resource.js";
import type { Resource } from "./resource.js";

/** Every resource of `thing` with its path. */
export function resourcesOf(thing: HostedThing): ReadonlyMap<string, Resource> {
  const paths = thingPaths(thing);
  const properties = uriPath(paths.properties);
  const actions = uriPath(paths.actions);
  const events = uriPath(paths.events);
  const description = descriptionResource((request) => thing.description(request));
  const all = new Map<string, Resource>([
    [uriPath(paths.description), description],
    [uriPath(paths.listed), description],
    [properties, propertiesResource(thing, properties)],
    [actions, actionsResource(thing, actions)],
  ]);
  if (thing.events.size > 0) all.set(events, eventsResource(thing, events));
  for (const property of thing.properties.values()) {
    const path = uriPath(paths.property(property.name));
    all.set(path, propertyResource(thing, property, path));
    if (property.observable) all.set(pollPath(path), propertyPollResource(thing, property, path));
  }
  for (const action of thing.actions.values()) {
    const path = uriPath(paths.action(action.name));
    all.set(path, actionResource(action, path));
  }
  for (const event of thing.events.values()) {
    const path = uriPath(paths.event(event.name));
    all.set(path, eventResource(thing, event, path));
    all.set(pollPath(path), eventPollResource(thing, event, path));
  }
  return all;
}
