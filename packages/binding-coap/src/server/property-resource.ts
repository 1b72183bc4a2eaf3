import { type CoapRequest, type CoapResponse, Code } from "@thingwright/coap";
import {
  andThen,
  type Content,
  type HostedProperty,
  type HostedThing,
  type MaybePromise,
} from "@thingwright/contracts";
import { OfferedTypes } from "../offered-types.js";
import { changed, contentAnswer, tagged } from "./answer.js";
import { accepting, type InboundCoapRequest, inboundOf, withBody } from "./inbound-coap-request.js";
import { type EmissionSource, observe } from "./observation.js";
import { registration } from "./registration.js";
import { type Handler, type Resource, resource } from "./resource.js";
import type { ServerContext } from "./server-context.js";

/** GET reads and, with Observe, observes; PUT writes. */
export function propertyResource(thing: HostedThing, property: HostedProperty, context: ServerContext): Resource {
  const types = new OfferedTypes(property.contentTypes, context.formats);
  const { uriVariables, observable, readOnly, writeOnly } = property;
  const source: EmissionSource = {
    thingId: thing.id,
    types,
    conflates: true,
    open: (inbound, subscriber) => property.observe(inbound, subscriber),
  };
  const put: Handler = (request) => {
    const inbound = withBody(inboundOf(request, uriVariables), request, types, false);
    return andThen(property.write(inbound), () => changed);
  };
  const observeOnly = observable ? registration(source, uriVariables, context) : undefined;
  return resource({
    get: writeOnly ? observeOnly : reading(property, source, context),
    put: readOnly ? undefined : put,
  });
}

function reading(property: HostedProperty, source: EmissionSource, context: ServerContext): Handler {
  const { uriVariables, observable } = property;
  const { types } = source;
  const { readMaxAgeSeconds } = context.limits;
  const untagged = (content: Content): CoapResponse => contentAnswer(Code.Content, content, types, readMaxAgeSeconds);
  const answer = context.tagsValues ? (content: Content): CoapResponse => tagged(untagged(content)) : untagged;
  const notification = (content: Content): CoapResponse => contentAnswer(Code.Content, content, types);
  const first = (inbound: InboundCoapRequest): MaybePromise<CoapResponse> =>
    andThen(property.read(inbound), notification);
  return (request: CoapRequest) => {
    const inbound = accepting(inboundOf(request, uriVariables), request, types);
    if (observable && request.observe !== undefined) return observe(request, inbound, source, first, context);
    return andThen(property.read(inbound), answer);
  };
}
