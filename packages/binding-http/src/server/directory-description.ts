import { createHash } from "node:crypto";
import type { HostedDescription } from "@thingwright/contracts";
import { type ThingDescription, tdContext, tdMediaType } from "@thingwright/td";

/** The Thing Description of a directory that can be listed and read (Discovery §7.2.2, `exploration-directory-description-type`). */
export function directoryDescription(base: string): HostedDescription {
  const thing: ThingDescription = {
    "@context": [tdContext, "https://www.w3.org/2022/wot/discovery"],
    "@type": "ThingDirectory",
    title: "Things of this server",
    base: `${base}/`,
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: "nosec_sc",
    properties: {
      things: {
        title: "All Thing Descriptions",
        type: "array",
        items: { type: "object" },
        readOnly: true,
        forms: [{ href: "things", op: "readproperty", contentType: "application/ld+json", "htv:methodName": "GET" }],
      },
    },
    actions: {
      retrieveThing: {
        title: "One Thing Description",
        uriVariables: { id: { "@type": "ThingID", type: "string", format: "iri-reference" } },
        output: { type: "object" },
        safe: true,
        idempotent: true,
        synchronous: true,
        forms: [
          {
            href: "things/{id}",
            op: "invokeaction",
            contentType: "application/td+json",
            "htv:methodName": "GET",
            response: { contentType: tdMediaType },
          },
        ],
      },
    },
  };
  const body = Buffer.from(JSON.stringify(thing));
  const etag = createHash("sha256").update(body).digest("base64url");
  return { etag, content: { contentType: tdMediaType, body } };
}
