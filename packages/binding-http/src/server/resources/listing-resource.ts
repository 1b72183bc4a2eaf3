import { createHash } from "node:crypto";
import {
  andThen,
  descriptionArray,
  descriptionsById,
  type HostedDescription,
  type InboundRequest,
  listingPath,
  type ThingListing,
  thingPaths,
  thingsSeenBy,
  uriPath,
} from "@thingwright/contracts";
import { settle } from "../answers/settle.js";
import { answerDescription, contentResource, descriptionResource } from "./description-resource.js";
import { directoryDescription } from "./directory-description.js";
import { type Resource, resource } from "./resource.js";

const listingTypes = ["application/ld+json", "application/json"];

/** GET answers with an array of all Thing Descriptions by ascending id (`tdd-things-list-resp`). */
export function listingResource(things: ThingListing): Resource {
  let cached: HostedDescription | undefined;
  return resource({
    GET: (request) =>
      settle(request, descriptionsById(things.all(), request), (_request, descriptions) => {
        const etag = createHash("sha256")
          .update(descriptions.map((one) => one.etag).join("\n"))
          .digest("base64url");
        if (cached?.etag !== etag) cached = listingOf(descriptions, etag);
        answerDescription(request, cached, listingTypes);
      }),
  });
}

const listingOf = (descriptions: readonly HostedDescription[], etag: string): HostedDescription => ({
  etag,
  content: { contentType: listingTypes[0]!, body: descriptionArray(descriptions) },
  isPersonal: descriptions.some(({ isPersonal }) => isPersonal),
});

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
