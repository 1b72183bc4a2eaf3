import { coapCodeOf, RequestError, toProblem } from "@thingwright/errors";
import type { CoapOption } from "../message/option.js";

/** What a handler answers. A frozen response may be sent any number of times. */
export interface CoapResponse {
  /** Response code, see `Code`. */
  readonly code: number;
  /** Text is sent as UTF-8. More than a block is sent block-wise. */
  readonly payload?: Uint8Array | string | undefined;
  readonly contentFormat?: number | undefined;
  /** 1 to 8 bytes. A client that names it in its request gets 2.03 without payload (RFC 7252 §5.10.6.2). */
  readonly etag?: Uint8Array | undefined;
  /** Seconds for which the response is fresh. The protocol's default is 60. */
  readonly maxAgeSeconds?: number | undefined;
  /** Path of what was created, as values of Location-Path. */
  readonly locationPath?: readonly string[] | undefined;
  readonly locationQuery?: readonly string[] | undefined;
  /** Further options. Those that this package manages itself (Observe, Block1, Block2, Size1, Size2) are ignored. */
  readonly options?: readonly CoapOption[] | undefined;
  /** For a notification: whether to ask for an acknowledgement. Default: as the server decides. */
  readonly confirmable?: boolean | undefined;
}

/**
 * The response that tells a client of an error: the code of the error table, and its detail as a diagnostic payload; of
 * our own faults the title only. Of 4.29 the Max-Age says when to come back (RFC 8516 §3).
 *
 * @see RFC 7252 §5.5.2
 */
export function errorResponse(error: unknown): CoapResponse {
  const problem = toProblem(error);
  const response = { code: coapCodeOf(error), payload: problem.detail ?? problem.title ?? "" };
  if (!(error instanceof RequestError) || error.retryAfterMs === undefined) return response;
  return { ...response, maxAgeSeconds: Math.ceil(error.retryAfterMs / 1_000) };
}
