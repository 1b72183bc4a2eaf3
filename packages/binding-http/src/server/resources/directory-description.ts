import { createHash } from "node:crypto";
import { type HostedDescription, listingDescription } from "@thingwright/contracts";
import { tdMediaType } from "@thingwright/td";

/** The Thing Description of a directory that can be listed and read (Discovery §7.2.2, `exploration-directory-description-type`). */
export function directoryDescription(base: string, isOpen: boolean): HostedDescription {
  const description = listingDescription(base, {
    isOpen,
    context: "https://www.w3.org/2022/wot/discovery",
    type: "ThingDirectory",
    idType: "ThingID",
    list: { contentType: "application/ld+json", "htv:methodName": "GET" },
    retrieve: { contentType: tdMediaType, "htv:methodName": "GET", response: { contentType: tdMediaType } },
  });
  const body = Buffer.from(JSON.stringify(description));
  const etag = createHash("sha256").update(body).digest("base64url");
  return { etag, content: { contentType: tdMediaType, body } };
}
