import type { HostedThing } from "@thingwright/contracts";
import { actionResource, actionsResource } from "./action-resource.js";
import { descriptionResource } from "./description-resource.js";
import { eventPollResource, eventResource, eventsResource } from "./event-resource.js";
import { propertiesResource } from "./properties-resource.js";
import { propertyPollResource, propertyResource } from "./property-resource.js";
import type { Resource } from "./resource.js";
import { pollPath, thingPaths } from "./thing-paths.js";

/** Every resource of `thing` with its path. */
export function resourcesOf(thing: HostedThing): ReadonlyMap<string, Resource> {
  const paths = thingPaths(thing);
  const description = descriptionResource(() => thing.description());
  const all = new Map<string, Resource>([
    [paths.description, description],
    [paths.listed, description],
    [paths.properties, propertiesResource(thing, paths.properties)],
    [paths.actions, actionsResource(thing, paths.actions)],
    [paths.events, eventsResource(thing, paths.events)],
  ]);
  for (const property of thing.properties.values()) {
    const path = paths.property(property.name);
    all.set(path, propertyResource(thing, property, path));
    if (property.observable) all.set(pollPath(path), propertyPollResource(thing, property, path));
  }
  for (const action of thing.actions.values()) {
    const path = paths.action(action.name);
    all.set(path, actionResource(action, path));
  }
  for (const event of thing.events.values()) {
    const path = paths.event(event.name);
    all.set(path, eventResource(thing, event, path));
    all.set(pollPath(path), eventPollResource(thing, event, path));
  }
  return all;
}
