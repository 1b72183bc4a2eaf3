import { Buffer } from "node:buffer";
import { type CoapResponse, Code } from "@thingwright/coap";
import type { Content } from "@thingwright/contracts";
import { coapCodeOf, RequestError, toProblem } from "@thingwright/errors";
import { ContentFormat } from "../content-formats.js";
import type { OfferedTypes } from "../offered-types.js";

/** 2.04 without a payload. */
export const changed: CoapResponse = Object.freeze({ code: Code.Changed });

/** `code` with `content`. */
export const contentAnswer = (
  code: number,
  { contentType, body }: Content,
  types: OfferedTypes,
  maxAgeSeconds?: number,
): CoapResponse => ({ code, payload: body, contentFormat: types.numberOf(contentType), maxAgeSeconds });

/** `code` with `value` as JSON. */
export const jsonAnswer = (code: number, value: unknown): CoapResponse => ({
  code,
  payload: Buffer.from(JSON.stringify(value)),
  contentFormat: ContentFormat.json,
  maxAgeSeconds: code === Code.Content ? 0 : undefined,
});

/**
 * The code of `error` in the error table, and its detail as a diagnostic payload; of our own faults the title only. Of
 * 4.29 the Max-Age says when to come back (RFC 8516 §3).
 *
 * @see RFC 7252 §5.5.2
 */
export function refusal(error: unknown): CoapResponse {
  const problem = toProblem(error);
  const answer = { code: coapCodeOf(error), payload: problem.detail ?? problem.title ?? "" };
  if (!(error instanceof RequestError) || error.retryAfterMs === undefined) return answer;
  return { ...answer, maxAgeSeconds: Math.ceil(error.retryAfterMs / 1_000) };
}
