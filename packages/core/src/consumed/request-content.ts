import type { Reply } from "@thingwright/contracts";
import { type SecurityScheme, type ThingDescription, tdContext } from "@thingwright/td";
import { type CallOptions, exchange } from "./call.js";
import type { ConsumeEnvironment } from "./consume-environment.js";
import { compilePlan } from "./plan.js";

/** What is at an address, and how to get in. */
export interface ContentRequest {
  readonly url: string;
  /** Media type to ask for. */
  readonly contentType: string;
  /** Whose secrets to use; without it none are sent. */
  readonly access?: { readonly id: string; readonly scheme: SecurityScheme };
}

/**
 * The content at an address, over whatever binding takes its scheme, as if it were a property.
 *
 * @throws {UnsupportedError} WOT_NO_FORM when no binding takes the scheme
 */
export async function requestContent(
  request: ContentRequest,
  environment: ConsumeEnvironment,
  options: CallOptions,
): Promise<Reply> {
  const plan = compilePlan(
    { thing: carrier(request), holder: "property", operation: "readproperty", name: "content", repeatable: true },
    environment,
  );
  return (await exchange(plan, environment, options, undefined)).value;
}

/** A Thing that has the content as its only property. */
function carrier({ url, contentType, access }: ContentRequest): ThingDescription {
  return {
    "@context": tdContext,
    ...(access === undefined ? {} : { id: access.id }),
    title: "Content at an address",
    securityDefinitions: { access: access?.scheme ?? { scheme: "nosec" } },
    security: "access",
    properties: { content: { forms: [{ href: literal(url), contentType, op: "readproperty" }] } },
  };
}

/** A URL is no URI Template: its braces, which no URL may contain as they are, stand for themselves. */
function literal(url: string): string {
  return url.replaceAll("{", "%7B").replaceAll("}", "%7D");
}
