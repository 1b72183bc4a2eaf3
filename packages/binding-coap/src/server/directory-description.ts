import { createHash } from "node:crypto";
import { type HostedDescription, listingDescription } from "@thingwright/contracts";
import { tdMediaType } from "@thingwright/td";
import { coapVocabulary } from "../form-terms.js";

/**
 * The Thing Description of this server's listing. It is no Thing Description Directory, whose interface is defined for
 * HTTP only (Discovery §7.3.2).
 */
export function directoryDescription(base: string, isOpen: boolean): HostedDescription {
  const description = listingDescription(base, {
    isOpen,
    context: { cov: coapVocabulary },
    list: { contentType: "application/json" },
    retrieve: { "cov:method": "GET", response: { contentType: tdMediaType } },
  });
  const body = Buffer.from(JSON.stringify(description));
  const etag = createHash("sha256").update(body).digest("base64url");
  return { etag, content: { contentType: tdMediaType, body } };
}
