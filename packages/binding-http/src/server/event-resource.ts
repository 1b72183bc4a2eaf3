import type { HostedEvent, HostedThing } from "@thingwright/contracts";
import { takeVariables } from "./content-choice.js";
import type { EmissionSource } from "./emission-source.js";
import { type Resource, resource } from "./resource.js";
import { answerEventStream, pollResource } from "./subscribe.js";

/** GET subscribes by an event stream. */
export function eventResource(thing: HostedThing, event: HostedEvent, path: string): Resource {
  const source = subscription(thing, event, path);
  return resource({
    GET: (request) => {
      takeVariables(request, event);
      answerEventStream(request, source, event.contentTypes);
    },
  });
}

/** GET waits for the next event. */
export const eventPollResource = (thing: HostedThing, event: HostedEvent, path: string): Resource =>
  pollResource(event, subscription(thing, event, path));

/** GET subscribes to all events by an event stream. */
export function eventsResource(thing: HostedThing, path: string): Resource {
  const source: EmissionSource = {
    thingId: thing.id,
    path,
    conflates: false,
    open: (request, subscriber) => thing.subscribeAllEvents(request, subscriber),
  };
  return resource({ GET: (request) => answerEventStream(request, source, thing.contentTypes) });
}

const subscription = (thing: HostedThing, event: HostedEvent, path: string): EmissionSource => ({
  thingId: thing.id,
  path,
  name: event.name,
  conflates: false,
  open: (request, subscriber) => event.subscribe(request, subscriber),
});
