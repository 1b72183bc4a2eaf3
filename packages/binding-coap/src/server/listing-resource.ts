import { createHash } from "node:crypto";
import { descriptionArray, descriptionsById, type HostedDescription, type ThingListing } from "@thingwright/contracts";
import { ContentFormat } from "../content-formats.js";
import { descriptionResource, documentResource } from "./description-resource.js";
import { directoryDescription } from "./directory-description.js";
import type { Resource } from "./resource.js";

/** GET answers with a JSON array of all Thing Descriptions by ascending id. */
export function listingResource(things: ThingListing): Resource {
  let cached: HostedDescription | undefined;
  const listing = (): HostedDescription => {
    const descriptions = descriptionsById(things.all());
    const etag = createHash("sha256")
      .update(descriptions.map((one) => one.etag).join("\n"))
      .digest("base64url");
    if (cached?.etag !== etag) {
      cached = { etag, content: { contentType: "application/json", body: descriptionArray(descriptions) } };
    }
    return cached;
  };
  return documentResource(listing, [ContentFormat.json]);
}

/** GET answers with the Thing Description of the only Thing, or with that of the listing. */
export function wellKnownResource(things: ThingListing, base: string): Resource {
  const directory = directoryDescription(base);
  return descriptionResource(() => {
    const [only, second] = things.all();
    return only !== undefined && second === undefined ? only.description() : directory;
  });
}
