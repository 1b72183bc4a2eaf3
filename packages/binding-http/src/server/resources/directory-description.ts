import { createHash } from "node:crypto";
import { type HostedDescription, type ListingTerms, listingDescription } from "@thingwright/contracts";
import { type DataSchema, tdMediaType } from "@thingwright/td";

const variables: ListingTerms["variables"] = {
  offset: { title: "Number of TDs to skip before the page", type: "integer", minimum: 0, default: 0 },
  limit: { title: "Number of TDs in a page", type: "integer", minimum: 1 },
  format: { title: "Payload format", type: "string", enum: ["array", "collection"], default: "array" },
};

const descriptions: DataSchema = { type: "array", items: { type: "object" } };

const listing: DataSchema = {
  oneOf: [
    descriptions,
    {
      type: "object",
      properties: {
        total: { type: "integer" },
        members: descriptions,
        next: { type: "string", format: "uri-reference" },
      },
      required: ["total", "members"],
    },
  ],
};

/** The Thing Description of a directory that can be listed and read (Discovery §7.2.2, `exploration-directory-description-type`). */
export function directoryDescription(base: string, isOpen: boolean): HostedDescription {
  const description = listingDescription(base, {
    isOpen,
    context: "https://www.w3.org/2022/wot/discovery",
    type: "ThingDirectory",
    idType: "ThingID",
    listing,
    variables,
    list: { contentType: "application/ld+json", "htv:methodName": "GET" },
    retrieve: { contentType: tdMediaType, "htv:methodName": "GET", response: { contentType: tdMediaType } },
  });
  const body = Buffer.from(JSON.stringify(description));
  const etag = createHash("sha256").update(body).digest("base64url");
  return { etag, content: { contentType: tdMediaType, body } };
}
