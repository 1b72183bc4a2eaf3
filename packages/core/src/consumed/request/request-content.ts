import type { Reply } from "@thingwright/contracts";
import { type SecurityScheme, type ThingDescription, tdContext } from "@thingwright/td";
import type { CallOptions } from "../call/call-options.js";
import { exchange } from "../call/exchange.js";
import type { ConsumeEnvironment } from "../consume-environment.js";
import { compilePlan } from "../plan/plan.js";
import { originOf } from "./origin.js";

/**
 * The content at an address, over whatever binding takes its scheme, as if it were a property of a Thing that negotiates its
 * security: nothing is sent along until the server asks for it, and then what `environment.security` has for the Thing's
 * `id`, which is the origin of the address.
 *
 * @throws {UnsupportedError} WOT_NO_FORM when no binding takes the scheme
 * @see WoT Discovery §7.1.2 (security bootstrapping)
 */
export async function requestContent(
  url: string,
  contentType: string,
  environment: ConsumeEnvironment,
  options: CallOptions,
): Promise<Reply> {
  const thing = carrier(url, contentType);
  const plan = compilePlan(
    { thing, holder: "property", operation: "readproperty", name: "content", repeatable: true },
    environment,
  );
  return (await exchange(plan, environment, options, undefined)).value;
}

/** One object for all, so that what an origin asked for is remembered. */
const negotiated: SecurityScheme = { scheme: "auto" };

/** A Thing that has the content as its only property. A protocol that negotiates nothing gets it without. */
function carrier(url: string, contentType: string): ThingDescription {
  return {
    "@context": tdContext,
    id: originOf(url),
    title: "Content at an address",
    securityDefinitions: {
      auto_sc: negotiated,
      nosec_sc: { scheme: "nosec" },
      access: { scheme: "combo", oneOf: ["auto_sc", "nosec_sc"] },
    },
    security: "access",
    properties: { content: { forms: [{ href: literal(url), contentType, op: "readproperty" }] } },
  };
}

/** A URL is no URI Template: its braces, which no URL may contain as they are, stand for themselves. */
function literal(url: string): string {
  return url.replaceAll("{", "%7B").replaceAll("}", "%7D");
}
