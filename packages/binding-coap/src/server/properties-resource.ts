import { type CoapRequest, type CoapResponse, Code } from "@thingwright/coap";
import { andThen, type Content, type HostedThing, type MaybePromise, writeAllQuery } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { OfferedTypes } from "../offered-types.js";
import { changed, contentAnswer } from "./answer.js";
import { accepting, inboundOf, withBody } from "./inbound-coap-request.js";
import { type EmissionSource, observe } from "./observation.js";
import { queryList } from "./query.js";
import { type Resource, resource } from "./resource.js";
import type { ServerContext } from "./server-context.js";

/** GET reads all or those in `?names=`, and with Observe observes all; PUT writes some, with `?all=true` all. */
export function propertiesResource(thing: HostedThing, context: ServerContext): Resource {
  const types = new OfferedTypes(thing.contentTypes, context.formats);
  const isObservable = [...thing.properties.values()].some((property) => property.observable);
  const source: EmissionSource = {
    thingId: thing.id,
    types,
    conflates: false,
    open: (inbound, subscriber) => thing.observeAllProperties(inbound, subscriber),
  };
  const answer = (content: Content): CoapResponse =>
    contentAnswer(Code.Content, content, types, context.limits.readMaxAgeSeconds);
  const notification = (content: Content): CoapResponse => contentAnswer(Code.Content, content, types);

  function get(request: CoapRequest): MaybePromise<CoapResponse> {
    const inbound = accepting(inboundOf(request), request, types);
    const names = queryList(request.query, "names", (name) => thing.properties.has(name));
    if (names !== undefined) return andThen(thing.readMultipleProperties(known(names), inbound), answer);
    if (!isObservable || request.observe === undefined) return andThen(thing.readAllProperties(inbound), answer);
    const first = () => andThen(thing.readAllProperties(inbound), notification);
    return observe(request, inbound, source, first, context);
  }

  function put(request: CoapRequest): MaybePromise<CoapResponse> {
    const inbound = withBody(inboundOf(request), request, types, false);
    const all = request.query.includes(writeAllQuery);
    const written = all ? thing.writeAllProperties(inbound) : thing.writeMultipleProperties(inbound);
    return andThen(written, () => changed);
  }

  function known(names: readonly string[]): readonly string[] {
    if (names.every((name) => thing.properties.has(name))) return names;
    throw new RequestError("WOT_BAD_REQUEST", "the Thing does not have all of these properties");
  }

  return resource({ get, put });
}
