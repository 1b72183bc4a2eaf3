import { type ThingDescription, tdContext, tdMediaType } from "@thingwright/td";
import { type CallOptions, exchange } from "./call.js";
import type { ConsumeEnvironment } from "./consume-environment.js";
import { compilePlan } from "./plan.js";

/**
 * Fetches a Thing Description's bytes over whatever binding takes the URL's scheme, as if it were a property.
 *
 * @throws {UnsupportedError} WOT_NO_FORM when no binding takes the scheme
 * @see WoT Discovery §6.3 (direct introduction and exploration)
 */
export async function requestThingDescription(
  url: string,
  environment: ConsumeEnvironment,
  options: CallOptions,
): Promise<Uint8Array> {
  const plan = compilePlan(
    { thing: carrier(url), holder: "property", operation: "readproperty", name: "description", repeatable: true },
    environment,
  );
  return (await exchange(plan, environment, options, undefined)).value.body;
}

function carrier(url: string): ThingDescription {
  return {
    "@context": tdContext,
    title: "Thing Description",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: "nosec_sc",
    properties: { description: { forms: [{ href: literal(url), contentType: tdMediaType, op: "readproperty" }] } },
  };
}

/** A URL is no URI Template: its braces, which no URL may contain as they are, stand for themselves. */
function literal(url: string): string {
  return url.replaceAll("{", "%7B").replaceAll("}", "%7D");
}
