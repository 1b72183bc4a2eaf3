import { type HostedThing, writeAllQuery } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { answerNothing, notFound, valueAnswer } from "../answers/answer.js";
import { settle } from "../answers/settle.js";
import { withBody } from "../requests/body.js";
import { chooseContentType } from "../requests/content-choice.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import { isPreconditionFailed } from "../requests/precondition.js";
import { queryList } from "../requests/query.js";
import { wantsEventStream } from "../sse/sse.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import type { ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { type Handler, type Resource, resource } from "./resource.js";
import { sourceResource } from "./source-resource.js";

/** GET reads all, those in `?names=`, or observes all; PUT writes some, with `?all=true` all. */
export function propertiesResource(
  thing: HostedThing,
  source: EmissionSource | undefined,
  subprotocols: readonly ServerSubprotocol[],
): Resource {
  const answerValues = valueAnswer(thing.contentTypes, source?.headers);
  const PUT: Handler = (request) => {
    if (!isPreconditionFailed(request)) withBody(request, thing, false, write);
  };
  return source === undefined ? resource({ GET: read, PUT }) : sourceResource(source, subprotocols, { GET: read, PUT });

  function read(request: InboundHttpRequest): void {
    if (source === undefined && wantsEventStream(request, thing.contentTypes)) throw notFound();
    chooseContentType(request, thing.contentTypes);
    const names = namesIn(request, thing);
    if (names === undefined) {
      settle(request, thing.readAllProperties(request), answerValues);
      return;
    }
    settle(request, thing.readMultipleProperties(names, request), answerValues);
  }

  function write(request: InboundHttpRequest): void {
    const all = request.target.query.split("&").includes(writeAllQuery);
    settle(request, all ? thing.writeAllProperties(request) : thing.writeMultipleProperties(request), answerNothing);
  }
}

/**
 * The names in every `?names=`, `undefined` when there is none. A client that encodes the commas as well means a list,
 * unless there is a property of that name.
 *
 * @throws {RequestError} WOT_BAD_REQUEST for a name that no property has
 */
function namesIn({ target }: InboundHttpRequest, { properties }: HostedThing): readonly string[] | undefined {
  const listed = queryList(target.query, "names");
  const names = listed?.flatMap((name) => (properties.has(name) ? name : name.split(",")));
  if (names === undefined || names.every((name) => properties.has(name))) return names;
  throw new RequestError("WOT_BAD_REQUEST", "the Thing does not have all of these properties");
}
