import { type HostedThing, type PathSegments, thingPaths } from "@thingwright/contracts";
import { canTravel, segmentOf } from "../path-segment.js";
import { actionResource, actionsResource } from "./action-resource.js";
import { descriptionResource } from "./description-resource.js";
import { eventResource, eventsResource } from "./event-resource.js";
import { inboundOf } from "./inbound-coap-request.js";
import { propertiesResource } from "./properties-resource.js";
import { propertyResource } from "./property-resource.js";
import type { Resource } from "./resource.js";
import type { ServerContext } from "./server-context.js";

/** Every resource of `thing` with its path. What has a name too long for an option cannot be asked for. */
export function resourcesOf(
  thing: HostedThing,
  context: ServerContext,
): readonly (readonly [PathSegments, Resource])[] {
  const paths = thingPaths(thing, segmentOf);
  const description = descriptionResource((request) => thing.description(inboundOf(request)));
  const all: (readonly [PathSegments, Resource])[] = [
    [paths.description, description],
    [paths.listed, description],
    [paths.properties, propertiesResource(thing, context)],
    [paths.actions, actionsResource(thing, paths.action)],
    [paths.events, eventsResource(thing, context)],
  ];
  for (const property of thing.properties.values()) {
    all.push([paths.property(property.name), propertyResource(thing, property, context)]);
  }
  for (const action of thing.actions.values()) {
    const path = paths.action(action.name);
    all.push([path, actionResource(action, path, context)]);
  }
  for (const event of thing.events.values()) all.push([paths.event(event.name), eventResource(thing, event, context)]);
  return all.filter(([path]) => canTravel(path));
}
