import type { HostedProperty } from "@thingwright/contracts";
import { answerNothing, valueAnswer } from "../answers/answer.js";
import { settle } from "../answers/settle.js";
import { withBody } from "../requests/body.js";
import { chooseContentType, takeVariables } from "../requests/content-choice.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import { isPreconditionFailed } from "../requests/precondition.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import type { ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { type Handler, type Resource, resource } from "./resource.js";
import { sourceResource } from "./source-resource.js";

/** GET reads, PUT writes; when the property can be observed, `source` is what is, and the subprotocols do the rest. */
export function propertyResource(
  property: HostedProperty,
  source: EmissionSource | undefined,
  subprotocols: readonly ServerSubprotocol[],
): Resource {
  const answerValue = valueAnswer(property.contentTypes, source?.headers);
  const read: Handler = (request) => {
    chooseContentType(request, property.contentTypes);
    settle(request, property.read(request), answerValue);
  };
  const GET = property.writeOnly ? undefined : read;
  const PUT = property.readOnly ? undefined : replace;
  if (source !== undefined) return sourceResource(source, subprotocols, { GET, PUT });
  return resource({ GET: GET && ((request) => readAt(request, GET)), PUT });

  function readAt(request: InboundHttpRequest, handler: Handler): void {
    takeVariables(request, property);
    handler(request);
  }

  function replace(request: InboundHttpRequest): void {
    if (!isPreconditionFailed(request)) withBody(request, property, false, write);
  }

  function write(request: InboundHttpRequest): void {
    takeVariables(request, property);
    settle(request, property.write(request), answerNothing);
  }
}
