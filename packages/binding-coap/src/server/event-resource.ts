import type { HostedEvent, HostedThing } from "@thingwright/contracts";
import { OfferedTypes } from "../offered-types.js";
import type { EmissionSource } from "./observation.js";
import { registration } from "./registration.js";
import { type Resource, resource } from "./resource.js";
import type { ServerContext } from "./server-context.js";

/** GET with Observe subscribes; so does FETCH, with what the subscription says in its body (RFC 8132 §2.4). */
export function eventResource(thing: HostedThing, event: HostedEvent, context: ServerContext): Resource {
  const source: EmissionSource = {
    thingId: thing.id,
    types: new OfferedTypes(event.contentTypes, context.formats),
    conflates: false,
    open: (inbound, subscriber) => event.subscribe(inbound, subscriber),
  };
  const subscribe = registration(source, event.uriVariables, context);
  return resource({ get: subscribe, fetch: subscribe });
}

/** GET with Observe subscribes to all events. */
export function eventsResource(thing: HostedThing, context: ServerContext): Resource {
  const source: EmissionSource = {
    thingId: thing.id,
    types: new OfferedTypes(thing.contentTypes, context.formats),
    conflates: false,
    open: (inbound, subscriber) => thing.subscribeAllEvents(inbound, subscriber),
  };
  return resource({ get: registration(source, undefined, context) });
}
