import { Buffer } from "node:buffer";
import { type CoapRequest, type CoapResponse, Code, OptionNumber } from "@thingwright/coap";
import { andThen, type MaybePromise } from "@thingwright/contracts";
import type { Handler, Resource } from "./resource.js";

/** What a request wants to be true of its resource (RFC 7252 §5.10.8). */
export interface Conditions {
  /** By If-Match. */
  readonly mustExist: boolean;
  /** By If-None-Match. */
  readonly mustNotExist: boolean;
  /** ETags of which the resource must have one; none when any will do. */
  readonly tags: readonly Uint8Array[];
}

/** The options that this file evaluates. */
export const conditionalOptions: readonly number[] = [OptionNumber.IfMatch, OptionNumber.IfNoneMatch];

export const preconditionFailed: CoapResponse = Object.freeze({
  code: Code.PreconditionFailed,
  payload: "the resource is not as the request wants it",
});

/** The conditions of `request`; `undefined` when it has none. */
export function conditionsOf(request: CoapRequest): Conditions | undefined {
  if (!request.hasUnderstoodOption) return undefined;
  const { options } = request;
  const matches = options.filter(({ number }) => number === OptionNumber.IfMatch).map(({ value }) => value);
  return {
    mustExist: matches.length > 0,
    mustNotExist: options.some(({ number }) => number === OptionNumber.IfNoneMatch),
    tags: matches.some((value) => value.length === 0) ? [] : matches,
  };
}

/**
 * What `handler` answers, if `resource`, which is there, is as the request wants it; otherwise 4.12. The tag of a
 * resource is that of its answer to GET, so that who may not read it cannot try tags either.
 */
export function handleOnCondition(
  request: CoapRequest,
  resource: Resource,
  handler: Handler,
  { mustNotExist, tags }: Conditions,
): MaybePromise<CoapResponse> {
  if (mustNotExist) return preconditionFailed;
  if (tags.length === 0) return handler(request);
  const isMatch = ({ etag }: CoapResponse): boolean =>
    etag !== undefined && tags.some((tag) => Buffer.compare(tag, etag) === 0);
  if (resource.get === undefined) return preconditionFailed;
  return andThen(resource.get(request), (current) => {
    if (!isMatch(current)) return preconditionFailed;
    return handler === resource.get ? current : handler(request);
  });
}
