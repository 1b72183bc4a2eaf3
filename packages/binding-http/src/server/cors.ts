import type { IncomingMessage, ServerResponse } from "node:http";
import { headerOf } from "./requests/header-of.js";

const allowedMethods = "GET, HEAD, PUT, POST, DELETE, OPTIONS";

/** Headers of answers that mean something to a page and are hidden from it otherwise. */
const exposedHeaders = "Allow, ETag, Link, Location, Retry-After, WWW-Authenticate";

/** What the answer to a preflight depends on. */
const preflightVary = [
  "origin",
  "access-control-request-method",
  "access-control-request-headers",
  "access-control-request-private-network",
].join(", ");

/** Seconds for which a browser may keep the answer to a preflight. */
const preflightMaxAgeSeconds = "600";

/** What a server says to web pages of other origins (Fetch §3.2). */
export interface CorsPolicy {
  /** Adds the headers that let `message`'s page see the answer; ends a preflight, and says so. */
  apply(message: IncomingMessage, response: ServerResponse): "answered" | "continue";
}

/**
 * The policy for `origins`: any for `true`; `undefined` for none.
 *
 * A page may send credentials in headers that it sets itself, Authorization too, which a preflight asks for by name. It
 * never gets those that the browser keeps (`Access-Control-Allow-Credentials` is not sent): a visitor's cookies and
 * certificates are not the page's.
 */
export function corsPolicy(origins: boolean | readonly string[]): CorsPolicy | undefined {
  if (origins === false) return undefined;
  return {
    apply(message, response) {
      const origin = headerOf(message, "origin");
      if (origins !== true) response.setHeader("vary", "origin");
      if (origin === undefined || (origins !== true && !origins.includes(origin))) return "continue";
      response.setHeader("access-control-allow-origin", origins === true ? "*" : origin);
      if (message.method === "OPTIONS" && headerOf(message, "access-control-request-method") !== undefined) {
        answerPreflight(message, response);
        return "answered";
      }
      response.setHeader("access-control-expose-headers", exposedHeaders);
      return "continue";
    },
  };
}

/**
 * 204 with what may follow. Origins that may use this server may do so from the internet too, which a browser asks
 * before it lets a page reach into a private network.
 *
 * @see Private Network Access §3
 */
function answerPreflight(message: IncomingMessage, response: ServerResponse): void {
  const headers = [
    ["vary", preflightVary],
    ["access-control-allow-methods", allowedMethods],
    ["access-control-allow-headers", headerOf(message, "access-control-request-headers") ?? "content-type"],
    ["access-control-max-age", preflightMaxAgeSeconds],
  ] as const;
  for (const [name, value] of headers) response.setHeader(name, value);
  if (headerOf(message, "access-control-request-private-network") === "true") {
    response.setHeader("access-control-allow-private-network", "true");
  }
  response.writeHead(204);
  response.end();
}
