import { answerEmpty } from "../answers/answer.js";
import type { CallbackMeans } from "../callbacks/callback-means.js";
import { subscriptionForm } from "../forms/subscription-form.js";
import { withBody } from "../requests/body.js";
import { resource } from "../resources/resource.js";
import { eventStreamType } from "../sse/event-stream.js";
import type { ServerSubprotocol } from "../subscriptions/subprotocol.js";
import { Hub } from "./hub.js";

/** Below the address of a Thing: its hub. No kind of affordance has this name. */
const hubSegment = "hub";

const formEncoded = { contentTypes: ["application/x-www-form-urlencoded"] };

/**
 * WebSub: each property that can be observed and each event is a topic at its own address, and the server is the hub of
 * all of them. All properties or events together are none: what is distributed would not be the content of the topic.
 *
 * @see WebSub (W3C Recommendation), HTTP Binding Template
 */
export function websub(means: CallbackMeans): ServerSubprotocol {
  const hub = new Hub(means);
  return {
    name: "websub",
    sourceForms: (source, base) => {
      const [contentType = ""] = source.contentTypes;
      return source.name === undefined ? [] : [subscriptionForm(source, base, contentType, "websub")];
    },
    // WebSub §4: how a subscriber that knows the topic finds the hub.
    headers: (source, base) => {
      const links = `<${hub.urlOf(source.thingPath)}>; rel="hub", <${base}${source.path}>; rel="self"`;
      return source.name === undefined ? [] : ["link", links];
    },
    take: (request, source) => {
      // A subscriber that looks for the hub would wait for ever for the end of an event stream.
      if (source.isReadable || source.headers === undefined || request.acceptHeader?.includes(eventStreamType) === true)
        return false;
      answerEmpty(request, source.headers);
      return true;
    },
    ofThing: (thing, [segment, ...more]) => {
      if (segment !== hubSegment || more.length > 0) return undefined;
      return resource({
        POST: (request) => withBody(request, formEncoded, false, () => hub.take(request, thing)),
      });
    },
    stop: () => means.client.stop(),
  };
}
