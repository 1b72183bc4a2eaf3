import { createHash } from "node:crypto";
import type { HostedDescription } from "@thingwright/contracts";
import { type ThingDescription, tdContext, tdMediaType } from "@thingwright/td";
import { coapVocabulary } from "../form-terms.js";

/**
 * The Thing Description of this server itself: what a client finds at the well-known address when there is more than
 * one Thing. It is no Thing Description Directory, whose interface is defined for HTTP only (Discovery §7.3.2).
 */
export function directoryDescription(base: string): HostedDescription {
  const thing: ThingDescription = {
    "@context": [tdContext, { cov: coapVocabulary }],
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
        forms: [{ href: "things", op: "readproperty", contentType: "application/json" }],
      },
    },
    actions: {
      retrieveThing: {
        title: "One Thing Description",
        uriVariables: { id: { type: "string", format: "iri-reference" } },
        output: { type: "object" },
        safe: true,
        idempotent: true,
        synchronous: true,
        forms: [
          { href: "things/{id}", op: "invokeaction", "cov:method": "GET", response: { contentType: tdMediaType } },
        ],
      },
    },
  };
  const body = Buffer.from(JSON.stringify(thing));
  const etag = createHash("sha256").update(body).digest("base64url");
  return { etag, content: { contentType: tdMediaType, body } };
}
