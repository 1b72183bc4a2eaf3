/** Headers that a browser sets by itself, or never sends; it drops them from a page's request without a word. */
const forbidden: ReadonlySet<string> = new Set([
  "accept-charset",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "access-control-request-private-network",
  "connection",
  "content-length",
  "cookie",
  "cookie2",
  "date",
  "dnt",
  "expect",
  "host",
  "keep-alive",
  "origin",
  "referer",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

/**
 * Whether no page can send header `name`, which is given in lower case.
 *
 * @see Fetch, "forbidden request-header"
 */
export const isForbiddenHeader = (name: string): boolean => forbidden.has(name) || /^(?:proxy|sec)-/.test(name);
