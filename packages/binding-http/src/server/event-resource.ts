import type { HostedEvent, HostedThing } from "@thingwright/contracts";
import { chooseContentType, takeVariables } from "./content-choice.js";
import type { EmissionSource } from "./emission-source.js";
import { type Resource, resource } from "./resource.js";
import { answerEventStream, answerLongPoll } from "./subscribe.js";

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
export function eventPollResource(thing: HostedThing, event: HostedEvent, path: string): Resource {
  const source = subscription(thing, event, path);
  return resource({
    GET: (request) => {
      takeVariables(request, event);
      chooseContentType(request, event.contentTypes);
      answerLongPoll(request, source, event.contentTypes);
    },
  });
}

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
