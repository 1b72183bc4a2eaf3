import { createHmac } from "node:crypto";
import type { CallbackRequest } from "../callbacks/callback-client.js";
import type { RecordedEmission } from "../subscriptions/recorded-emission.js";

/** What a distribution says of itself. */
export interface DistributionTerms {
  readonly hub: string;
  readonly topic: string;
  readonly secret: string | undefined;
}

/**
 * The request that brings `recorded` to a subscriber.
 *
 * @see WebSub §7, and §7.1 for the signature
 */
export function contentDistribution(
  { emission }: RecordedEmission,
  { hub, topic, secret }: DistributionTerms,
): CallbackRequest {
  const { contentType, body } = emission.content;
  const headers = {
    link: `<${hub}>; rel="hub", <${topic}>; rel="self"`,
    ...(contentType === "" ? {} : { "content-type": contentType }),
    ...(secret === undefined ? {} : { "x-hub-signature": signatureOf(body, secret) }),
  };
  return { method: "POST", headers, ...(body.byteLength === 0 ? {} : { body }) };
}

const signatureOf = (body: Uint8Array, secret: string): string =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
