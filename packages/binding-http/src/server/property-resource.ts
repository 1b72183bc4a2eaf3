import type { HostedProperty, HostedThing } from "@thingwright/contracts";
import { answerNothing, valueAnswer } from "./answer.js";
import { withBody } from "./body.js";
import { chooseContentType, takeVariables } from "./content-choice.js";
import type { EmissionSource } from "./emission-source.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";
import { isPreconditionFailed } from "./precondition.js";
import { type Handler, type Resource, resource } from "./resource.js";
import { settle } from "./settle.js";
import { answerEventStream, pollResource, wantsEventStream } from "./subscribe.js";

/** GET reads, or observes by an event stream; PUT writes. */
export function propertyResource(thing: HostedThing, property: HostedProperty, path: string): Resource {
  const source = observation(thing, property, path);
  const answerValue = valueAnswer(property.contentTypes);
  const observe: Handler = (request) => answerEventStream(request, source, property.contentTypes);
  const read: Handler = (request) => {
    takeVariables(request, property);
    if (property.observable && wantsEventStream(request, property.contentTypes)) return observe(request);
    chooseContentType(request, property.contentTypes);
    settle(request, property.read(request), answerValue);
  };
  const observeOnly: Handler = (request) => {
    takeVariables(request, property);
    observe(request);
  };
  const get = property.writeOnly ? (property.observable ? observeOnly : undefined) : read;
  return resource({
    GET: get,
    PUT: property.readOnly ? undefined : replace,
  });

  function replace(request: InboundHttpRequest): void {
    if (!isPreconditionFailed(request)) withBody(request, property, false, write);
  }

  function write(request: InboundHttpRequest): void {
    takeVariables(request, property);
    settle(request, property.write(request), answerNothing);
  }
}

/** GET waits for the next value. */
export const propertyPollResource = (thing: HostedThing, property: HostedProperty, path: string): Resource =>
  pollResource(property, observation(thing, property, path));

const observation = (thing: HostedThing, property: HostedProperty, path: string): EmissionSource => ({
  thingId: thing.id,
  path,
  name: property.name,
  conflates: true,
  open: (request, subscriber) => property.observe(request, subscriber),
});
