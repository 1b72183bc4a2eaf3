import {
  andThen,
  type InboundRequest,
  listingPath,
  type ThingListing,
  thingPaths,
  thingsSeenBy,
  uriPath,
} from "@thingwright/contracts";
import { settle } from "../answers/settle.js";
import { answerPage } from "../listing/answer-page.js";
import { listedPage } from "../listing/listed-page.js";
import { listingQueryIn } from "../listing/listing-query.js";
import { ThingOrder } from "../listing/thing-order.js";
import { contentResource, descriptionResource } from "./description-resource.js";
import { directoryDescription } from "./directory-description.js";
import { type Resource, resource } from "./resource.js";

/**
 * GET answers with Thing Descriptions by ascending id: all of them, or the page that a client asks for. Pages are the
 * client's choice: one that does not know of them gets all (`tdd-things-list-resp`), a piece at a time.
 */
export function listingResource(things: ThingListing, pathPrefix: string): Resource {
  const order = new ThingOrder();
  const path = pathPrefix + uriPath(listingPath);
  return resource({
    GET: (request) => {
      const query = listingQueryIn(request.target.query);
      settle(request, listedPage(things, order, query, request), (_request, page) =>
        answerPage(request, page, { path, query, isOpen: things.isOpen }),
      );
    },
  });
}

/**
 * GET answers with the Thing Description of the only Thing, or with that of the directory that this server then is
 * (`introduction-well-known-thing-description`).
 */
export function wellKnownResource(things: ThingListing, base: string): Resource {
  const directory = directoryDescription(base, things.isOpen);
  return descriptionResource((request) => {
    const [only, second] = things.all();
    return only !== undefined && second === undefined ? only.description(request) : directory;
  });
}

/** GET answers with links to everything (RFC 9264). */
export function indexResource(things: ThingListing, pathPrefix: string): Resource {
  const make = (request: InboundRequest) =>
    andThen(thingsSeenBy(things, request), (seen) => {
      const item = seen.map((thing) => ({
        href: pathPrefix + uriPath(thingPaths(thing).description),
        type: "application/td+json",
        title: thing.title,
      }));
      const collection = [{ href: pathPrefix + uriPath(listingPath), type: "application/ld+json" }];
      const body = { linkset: [{ anchor: `${pathPrefix}/`, item, collection }] };
      return Buffer.from(JSON.stringify(body));
    });
  return contentResource(["application/linkset+json", "application/json"], make, !things.isOpen);
}
