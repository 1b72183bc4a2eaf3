import { Code } from "../message/code.js";
import type { CoapRequest } from "../server/request.js";
import type { CoapResponse } from "../server/response.js";
import type { CoreLink } from "./core-link.js";
import { filterLinks } from "./filter-links.js";
import { formatLinks } from "./format-links.js";

/** Content-Format of `application/link-format` (RFC 6690 §7.3). */
export const LINK_FORMAT = 40;

/**
 * What a handler answers to a request for `/.well-known/core`: the links that the request's query lets through; 4.05 for
 * another method than GET, 4.06 for another format than this one; to a multicast request that no link fits, an error that
 * is not sent.
 *
 * @see RFC 6690 §4
 */
export function coreResponse(links: Iterable<CoreLink>, request: CoapRequest): CoapResponse {
  const { method, accept, query } = request;
  if (method !== Code.GET) return { code: Code.MethodNotAllowed };
  if (accept !== undefined && accept !== LINK_FORMAT) return { code: Code.NotAcceptable };
  const fitting = filterLinks(links, query);
  if (request.multicast && fitting.length === 0) return { code: Code.NotFound };
  return { code: Code.Content, payload: formatLinks(fitting), contentFormat: LINK_FORMAT };
}
