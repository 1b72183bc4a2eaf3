import { type CoapRequest, type CoapResponse, Code, OptionNumber, readUint } from "@thingwright/coap";
import type { HostedAffordance } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { OfferedTypes } from "../offered-types.js";
import { accepting, type InboundCoapRequest, inboundOf, withBody } from "./inbound-coap-request.js";
import { type EmissionSource, observe } from "./observation.js";
import type { Handler } from "./resource.js";
import type { ServerContext } from "./server-context.js";
import type { CoapServerLimits } from "./server-limits.js";

const empty = new Uint8Array(0);

/** GET or FETCH of what has no value to read, only emissions to come: nothing but Observe makes sense. The body of a FETCH goes to the Thing. */
export const registration =
  (
    source: EmissionSource,
    uriVariables: HostedAffordance["uriVariables"] | undefined,
    context: ServerContext,
  ): Handler =>
  (request) => {
    const { types } = source;
    const inbound = accepting(inboundOf(request, uriVariables), request, types);
    if (request.method === Code.FETCH) withBody(inbound, request, types, true);
    if (request.observe === undefined) return withoutOffer(request, inbound, types, context.limits);
    return observe(request, inbound, source, () => nothingYet(inbound, types), context);
  };

/** The first notification of what has no value yet. Its Content-Format is that of all that follow (RFC 7641 §4.2). */
export const nothingYet = ({ accept }: InboundCoapRequest, types: OfferedTypes): CoapResponse => ({
  code: Code.Content,
  payload: empty,
  contentFormat: accept === undefined ? types.defaultFormat : types.numberOf(accept),
});

/** A farewell is answered; a wish that came over a limit on observers, and a request without any, are refused. */
function withoutOffer(
  request: CoapRequest,
  inbound: InboundCoapRequest,
  types: OfferedTypes,
  { retryAfterMs }: CoapServerLimits,
): CoapResponse {
  const wish = request.options.find(({ number }) => number === OptionNumber.Observe);
  if (wish === undefined) throw new RequestError("WOT_BAD_REQUEST", "this can only be observed (RFC 7641)");
  if (readUint(wish.value) === 1) return nothingYet(inbound, types);
  throw new RequestError("WOT_UNAVAILABLE", "there are all the observers that this server can carry", {
    retryAfterMs,
  });
}
