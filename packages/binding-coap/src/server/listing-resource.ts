import { createHash } from "node:crypto";
import {
  andThen,
  descriptionArray,
  descriptionsById,
  type HostedDescription,
  type ThingListing,
} from "@thingwright/contracts";
import { ContentFormat } from "../content-formats.js";
import { descriptionResource, documentResource } from "./description-resource.js";
import { directoryDescription } from "./directory-description.js";
import { inboundOf } from "./inbound-coap-request.js";
import type { Resource } from "./resource.js";

/** GET answers with a JSON array of all Thing Descriptions by ascending id. */
export function listingResource(things: ThingListing): Resource {
  let cached: HostedDescription | undefined;
  const listing = (descriptions: readonly HostedDescription[]): HostedDescription => {
    const etag = createHash("sha256")
      .update(descriptions.map((one) => one.etag).join("\n"))
      .digest("base64url");
    if (cached?.etag !== etag) cached = listingOf(descriptions, etag);
    return cached;
  };
  return documentResource(
    (request) => andThen(descriptionsById(things.all(), inboundOf(request)), listing),
    [ContentFormat.json],
  );
}

const listingOf = (descriptions: readonly HostedDescription[], etag: string): HostedDescription => ({
  etag,
  content: { contentType: "application/json", body: descriptionArray(descriptions) },
  isPersonal: descriptions.some(({ isPersonal }) => isPersonal),
});

/** GET answers with the Thing Description of the only Thing, or with that of the listing. */
export function wellKnownResource(things: ThingListing, base: string): Resource {
  const directory = directoryDescription(base, things.isOpen);
  return descriptionResource((request) => {
    const [only, second] = things.all();
    return only !== undefined && second === undefined ? only.description(inboundOf(request)) : directory;
  });
}
