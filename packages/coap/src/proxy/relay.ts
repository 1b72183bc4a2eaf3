import { isWotError } from "@thingwright/errors";
import type { CoapClientResponse } from "../client/client-response.js";
import type { CoapClient, CoapObserveOptions } from "../client/coap-client.js";
import { Code } from "../message/code.js";
import type { CoapRequest, ObservationOffer } from "../server/request.js";
import type { CoapResponse } from "../server/response.js";
import type { CoapUri } from "../uri/coap-uri.js";
import { nextHopLimit } from "./hop-limit.js";
import { passedOfRequest, passedOfResponse } from "./passed-options.js";

/**
 * Sends a request on to another server, and gives its response; its notifications too, where the client observes.
 *
 * @see RFC 7252 §5.7
 */
export async function relay(client: CoapClient, request: CoapRequest, { host, port, segments, query }: CoapUri) {
  const { options, unsafe } = passedOfRequest(request.options);
  if (unsafe !== undefined) return { code: Code.BadOption, payload: `option ${unsafe}` };
  const hopLimit = nextHopLimit(request.options);
  if (hopLimit === undefined) return { code: Code.HopLimitReached };
  const target = { host, port, path: segments, query, options: [...options, hopLimit] };
  const { method, payload, confirmable, signal } = request;
  try {
    if (request.observe !== undefined)
      return await observed(client, request.observe, { ...target, ...observing(request), confirmable });
    return relayed(await client.request({ ...target, method, payload, confirmable, signal }));
  } catch (error) {
    return failed(error);
  }
}

/** What is observed of a resource: with FETCH, what the payload asks for (RFC 8132 §2.4). */
const observing = ({ method, payload }: CoapRequest) =>
  method === Code.FETCH ? { method: Code.FETCH, payload } : { method: Code.GET };

/** The first state answers the request, later ones are its notifications. */
async function observed(
  client: CoapClient,
  offer: ObservationOffer,
  target: CoapObserveOptions,
): Promise<CoapResponse> {
  const sink = offer.accept();
  let takeFirst: ((response: CoapResponse) => void) | undefined;
  const first = new Promise<CoapResponse>((resolve) => {
    takeFirst = resolve;
  });
  const show = (response: CoapResponse) => {
    if (takeFirst === undefined) sink.notify(response);
    else takeFirst(response);
    takeFirst = undefined;
  };
  const observation = await client.observe({
    ...target,
    onNotification: (state) => show(relayed(state)),
    onEnd: (error) => error !== undefined && show(failed(error)),
  });
  if (observation.established) sink.onEnd(() => void observation.cancel());
  else sink.cancel();
  return first;
}

function relayed(response: CoapClientResponse): CoapResponse {
  const { options, unsafe } = passedOfResponse(response.options);
  if (unsafe !== undefined) return { code: Code.BadGateway, payload: `option ${unsafe}` };
  const { code, payload, etag, contentFormat, maxAgeSeconds } = response;
  return { code, payload, etag, contentFormat, maxAgeSeconds, options };
}

/** Silence of the other server is 5.04, anything else that went wrong with it 5.02 (RFC 7252 §5.7.1). */
function failed(error: unknown): CoapResponse {
  const isSilence = isWotError(error) && error.family === "TimeoutError";
  return { code: isSilence ? Code.GatewayTimeout : Code.BadGateway };
}
