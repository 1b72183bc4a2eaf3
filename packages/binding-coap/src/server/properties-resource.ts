import { Buffer } from "node:buffer";
import { type CoapRequest, type CoapResponse, Code } from "@thingwright/coap";
import { andThen, type Content, type HostedThing, type MaybePromise, writeAllQuery } from "@thingwright/contracts";
import { RequestError, UnsupportedError } from "@thingwright/errors";
import { ContentFormat } from "../content-formats.js";
import { OfferedTypes } from "../offered-types.js";
import { changed, contentAnswer } from "./answer.js";
import { accepting, inboundOf, withBody } from "./inbound-coap-request.js";
import { type EmissionSource, observe } from "./observation.js";
import { queryList } from "./query.js";
import { type Resource, resource } from "./resource.js";
import type { ServerContext } from "./server-context.js";

/**
 * GET reads all or those in `?names=`, and with Observe observes all; PUT writes some, with `?all=true` all. FETCH reads
 * those in its body, a JSON array of names, and with Observe observes them; PATCH and iPATCH write some (RFC 8132).
 */
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

  function fetch(request: CoapRequest): MaybePromise<CoapResponse> {
    const inbound = accepting(inboundOf(request), request, types);
    const names = known(namesIn(request));
    const isObserved = request.observe !== undefined && thing.observeMultipleProperties !== undefined;
    if (!isObserved || !names.every(isObservableOne))
      return andThen(thing.readMultipleProperties(names, inbound), answer);
    const first = () => andThen(thing.readMultipleProperties(names, inbound), notification);
    return observe(request, inbound, { ...source, open: openOf(names) }, first, context);
  }

  const isObservableOne = (name: string): boolean => thing.properties.get(name)?.observable === true;

  const openOf =
    (names: readonly string[]): EmissionSource["open"] =>
    (inbound, subscriber) =>
      thing.observeMultipleProperties!(names, inbound, subscriber);

  function patch(request: CoapRequest): MaybePromise<CoapResponse> {
    const inbound = withBody(inboundOf(request), request, types, false);
    return andThen(thing.writeMultipleProperties(inbound), () => changed);
  }

  return resource({ get, put, fetch, patch });
}

/** @throws {UnsupportedError} WOT_CONTENT_TYPE for a body of another format, {RequestError} WOT_BAD_REQUEST for no list */
function namesIn({ payload, contentFormat }: CoapRequest): readonly string[] {
  if (contentFormat !== ContentFormat.json) {
    throw new UnsupportedError("WOT_CONTENT_TYPE", `names come as Content-Format ${ContentFormat.json}`);
  }
  const names = jsonIn(payload);
  if (Array.isArray(names) && names.every((name) => typeof name === "string")) return names;
  throw new RequestError("WOT_BAD_REQUEST", "FETCH asks for properties by a JSON array of their names");
}

function jsonIn(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString());
  } catch {
    return undefined;
  }
}
