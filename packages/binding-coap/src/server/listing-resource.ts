import { createHash } from "node:crypto";
import type { HostedDescription, HostedThing, ThingListing } from "@thingwright/contracts";
import { ContentFormat } from "../content-formats.js";
import { descriptionResource, documentResource } from "./description-resource.js";
import { directoryDescription } from "./directory-description.js";
import type { Resource } from "./resource.js";

/** GET answers with a JSON array of all Thing Descriptions by ascending id. */
export function listingResource(things: ThingListing): Resource {
  let cached: HostedDescription | undefined;
  const listing = (): HostedDescription => {
    const descriptions = [...things.all()].sort(byId).map((thing) => thing.description());
    const etag = createHash("sha256")
      .update(descriptions.map((one) => one.etag).join("\n"))
      .digest("base64url");
    if (cached?.etag !== etag) cached = { etag, content: arrayOf(descriptions) };
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

/** The descriptions' own bytes, joined: nothing is serialised again. */
function arrayOf(descriptions: readonly HostedDescription[]): HostedDescription["content"] {
  const bodies = descriptions.flatMap(({ content }, index) => (index === 0 ? [content.body] : [comma, content.body]));
  return { contentType: "application/json", body: Buffer.concat([open, ...bodies, close]) };
}

const open = Buffer.from("[");
const comma = Buffer.from(",");
const close = Buffer.from("]");

/** Code point order, which is the order of UTF-8 bytes. */
const byId = (a: HostedThing, b: HostedThing): number => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));
