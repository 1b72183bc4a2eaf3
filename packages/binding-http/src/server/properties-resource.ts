import type { HostedThing } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { answerContent, answerNothing } from "./answer.js";
import { withBody } from "./body.js";
import { chooseContentType } from "./content-choice.js";
import type { EmissionSource } from "./emission-source.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";
import { queryList } from "./query.js";
import { type Resource, resource } from "./resource.js";
import { settle } from "./settle.js";
import { answerEventStream, wantsEventStream } from "./subscribe.js";

/** Query that tells `writeallproperties` from `writemultipleproperties`, which has the plain address (Profile). */
export const writeAllQuery = "all=true";

/** GET reads all, those in `?names=`, or observes all by an event stream; PUT writes some, with `?all=true` all. */
export function propertiesResource(thing: HostedThing, path: string): Resource {
  const source: EmissionSource = {
    thingId: thing.id,
    path,
    conflates: false,
    open: (request, subscriber) => thing.observeAllProperties(request, subscriber),
  };
  return resource({ GET: read, PUT: (request) => withBody(request, thing, false, write) });

  function read(request: InboundHttpRequest): void {
    if (wantsEventStream(request, thing.contentTypes)) {
      answerEventStream(request, source, thing.contentTypes);
      return;
    }
    chooseContentType(request, thing.contentTypes);
    const names = queryList(request.target.query, "names");
    if (names === undefined) {
      settle(request, thing.readAllProperties(request), answerContent);
      return;
    }
    for (const name of names) if (!thing.properties.has(name)) throw unknownProperty();
    settle(request, thing.readMultipleProperties(names, request), answerContent);
  }

  function write(request: InboundHttpRequest): void {
    const all = request.target.query.split("&").includes(writeAllQuery);
    settle(request, all ? thing.writeAllProperties(request) : thing.writeMultipleProperties(request), answerNothing);
  }
}

const unknownProperty = (): RequestError =>
  new RequestError("WOT_BAD_REQUEST", "the Thing does not have all of these properties");
