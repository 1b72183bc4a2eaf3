import type { HostedAffordance } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import { negotiate } from "../../accept.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";
import { queryValue } from "./query.js";

/** Puts the content type that the client likes best into `request.accept`. @throws {UnsupportedError} WOT_NOT_ACCEPTABLE */
export function chooseContentType(request: InboundHttpRequest, contentTypes: readonly string[]): void {
  const header = request.acceptHeader;
  if (header === undefined || header === "*/*" || header === contentTypes[0]) return;
  const chosen = negotiate(header, contentTypes);
  if (chosen === undefined) {
    throw new UnsupportedError("WOT_NOT_ACCEPTABLE", `this comes as ${contentTypes.join(", ")}`);
  }
  if (chosen !== contentTypes[0]) request.accept = chosen;
}

/**
 * Like `chooseContentType` for an answer that has the type of the body that it answers unless the client wants another
 * one: that is what a Form with one `contentType` for input and output says.
 */
export function chooseLikeBody(request: InboundHttpRequest, contentTypes: readonly string[]): void {
  const { acceptHeader, content } = request;
  if (acceptHeader !== undefined && acceptHeader !== "*/*") chooseContentType(request, contentTypes);
  else if (content !== undefined) {
    const like = negotiate(content.contentType, contentTypes);
    if (like !== contentTypes[0]) request.accept = like;
  }
}

/**
 * Puts the affordance's `uriVariables` that the query has into `request.variables`.
 *
 * @param query - percent-encoded; that of the request by default
 */
export function takeVariables(
  request: InboundHttpRequest,
  { uriVariables }: Pick<HostedAffordance, "uriVariables">,
  query = request.target.query,
): void {
  if (query === "" || uriVariables.size === 0) return;
  const variables: Record<string, string> = Object.create(null);
  for (const name of uriVariables.keys()) {
    const value = queryValue(query, name);
    if (value !== undefined) variables[name] = value;
  }
  request.variables = variables;
}

/** Content types that an event stream can carry: those that are text. */
export const isText = (contentType: string): boolean =>
  /^(?:text\/|application\/(?:[^;]*\+)?(?:json|xml)\s*(?:;|$))/i.test(contentType);

/** The first JSON among `contentTypes`. */
export const jsonTypeOf = (contentTypes: readonly string[]): string | undefined =>
  contentTypes.find((contentType) => /^application\/(?:[^;]*\+)?json\s*(?:;|$)/i.test(contentType));
