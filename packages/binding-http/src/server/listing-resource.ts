import { createHash } from "node:crypto";
import type { HostedDescription, HostedThing, ThingListing } from "@thingwright/contracts";
import { answerDescription, contentResource, descriptionResource } from "./description-resource.js";
import { directoryDescription } from "./directory-description.js";
import { type Resource, resource } from "./resource.js";

const listingTypes = ["application/ld+json", "application/json"];

/** GET answers with an array of all Thing Descriptions by ascending id (`tdd-things-list-resp`). */
export function listingResource(things: ThingListing): Resource {
  let cached: HostedDescription | undefined;
  return resource({
    GET: (request) => {
      const descriptions = [...things.all()].sort(byId).map((thing) => thing.description());
      const etag = createHash("sha256")
        .update(descriptions.map((one) => one.etag).join("\n"))
        .digest("base64url");
      if (cached?.etag !== etag) cached = { etag, content: arrayOf(descriptions) };
      answerDescription(request, cached, listingTypes);
    },
  });
}

/**
 * GET answers with the Thing Description of the only Thing, or with that of the directory that this server then is
 * (`introduction-well-known-thing-description`).
 */
export function wellKnownResource(things: ThingListing, base: string): Resource {
  const directory = directoryDescription(base);
  return descriptionResource(() => {
    const [only, second] = things.all();
    return only !== undefined && second === undefined ? only.description() : directory;
  });
}

/** GET answers with links to everything (RFC 9264). */
export function indexResource(things: ThingListing, pathPrefix: string): Resource {
  return contentResource(["application/linkset+json", "application/json"], () => {
    const item = [...things.all()].map(({ slug, title }) => ({
      href: `${pathPrefix}/${slug}`,
      type: "application/td+json",
      title,
    }));
    const collection = [{ href: `${pathPrefix}/things`, type: "application/ld+json" }];
    const body = { linkset: [{ anchor: `${pathPrefix}/`, item, collection }] };
    return { contentType: "application/linkset+json", body: Buffer.from(JSON.stringify(body)) };
  });
}

const open = Buffer.from("[");
const comma = Buffer.from(",");
const close = Buffer.from("]");

/** The descriptions' own bytes, joined: nothing is serialised again. */
function arrayOf(descriptions: readonly HostedDescription[]): HostedDescription["content"] {
  const parts: Uint8Array[] = [open];
  for (const [index, { content }] of descriptions.entries()) {
    if (index > 0) parts.push(comma);
    parts.push(content.body);
  }
  parts.push(close);
  return { contentType: "application/ld+json", body: Buffer.concat(parts) };
}

/** `tdd-things-list-pagination-order-default`: code point order, which is the order of UTF-8 bytes. */
const byId = (a: HostedThing, b: HostedThing): number => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));
