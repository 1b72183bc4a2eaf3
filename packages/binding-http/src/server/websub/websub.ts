import { withBody } from "../body.js";
import type { CallbackMeans } from "../callbacks/callback-means.js";
import { resource } from "../resource.js";
import type { ServerSubprotocol } from "../subprotocol.js";
import { subscriptionForm } from "../subscription-form.js";
import { Hub } from "./hub.js";

/** Below the address of a Thing: its hub. No kind of affordance has this name. */
const hubSegment = "hub";

const formEncoded = { contentTypes: ["application/x-www-form-urlencoded"] };

/**
 * WebSub: what can be observed or subscribed to is a topic at its own address, and the server is the hub of all of them.
 * A distribution has the content of one emission: of all properties or events, an object with the one that it is of.
 *
 * @see WebSub (W3C Recommendation), HTTP Binding Template
 */
export function websub(means: CallbackMeans): ServerSubprotocol {
  const hub = new Hub(means);
  return {
    name: "websub",
    sourceForms: (source, base) => [subscriptionForm(source, base, source.contentTypes[0] ?? "", "websub")],
    // WebSub §4: how a subscriber that knows the topic finds the hub.
    headers: (source, base) => [
      "link",
      `<${hub.urlOf(source.thingPath)}>; rel="hub", <${base}${source.path}>; rel="self"`,
    ],
    ofThing: (thing, [segment, ...more]) => {
      if (segment !== hubSegment || more.length > 0) return undefined;
      return resource({
        POST: (request) => withBody(request, formEncoded, false, () => hub.take(request, thing)),
      });
    },
    stop: () => means.client.stop(),
  };
}
