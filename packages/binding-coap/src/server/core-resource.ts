import { type CoapRequest, Code, type CoreLink, filterLinks, formatLinks } from "@thingwright/coap";
import {
  andThen,
  type HostedThing,
  listingPath,
  type ThingListing,
  thingPaths,
  thingsSeenBy,
  uriPath,
} from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import { ContentFormat } from "../content-formats.js";
import { segmentOf } from "../path-segment.js";
import { affordanceLinks } from "./affordance-links.js";
import { inboundOf } from "./inbound-coap-request.js";
import { type Resource, resource } from "./resource.js";
import type { ServerContext } from "./server-context.js";

/**
 * GET answers with links to the Thing Descriptions and to each affordance, filtered by the query (RFC 6690 §4, Discovery
 * §6.4). Where these are more than `maxAffordanceLinks`, those of Thing Descriptions alone.
 */
export function coreResource(things: ThingListing, { limits, formats }: ServerContext): Resource {
  return resource({
    get: (request: CoapRequest) => {
      const { accept, query } = request;
      if (accept !== undefined && accept !== ContentFormat.linkFormat) {
        throw new UnsupportedError("WOT_NOT_ACCEPTABLE", `this comes as Content-Format ${ContentFormat.linkFormat}`);
      }
      return andThen(thingsSeenBy(things, inboundOf(request)), (seen) => {
        const affordances = filterLinks(affordanceLinks(seen, formats), query);
        const further = affordances.length > limits.maxAffordanceLinks ? [] : affordances;
        const fitting = [...filterLinks(descriptionLinks(seen), query), ...further];
        // A group is not told by each of its members that there is nothing (RFC 7252 §8.2.1).
        if (request.multicast && fitting.length === 0) return { code: Code.NotFound };
        const payload = formatLinks(fitting);
        return { code: Code.Content, payload, contentFormat: ContentFormat.linkFormat };
      });
    },
  });
}

function descriptionLinks(things: readonly HostedThing[]): readonly CoreLink[] {
  const descriptions = things.map((thing) => ({
    target: uriPath(thingPaths(thing, segmentOf).description),
    attributes: new Map([
      ["rt", "wot.thing"],
      ["ct", String(ContentFormat.td)],
      ["title", thing.title],
    ]),
  }));
  const listing = { target: uriPath(listingPath), attributes: new Map([["ct", String(ContentFormat.json)]]) };
  return [...descriptions, listing];
}
