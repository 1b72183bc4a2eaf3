import type { IncomingMessage, ServerResponse } from "node:http";

const allowedMethods = "GET, HEAD, PUT, POST, DELETE, OPTIONS";
const exposedHeaders = "Location, Link, ETag, WWW-Authenticate, Allow";

/** What a server says to web pages of other origins (Fetch §3.2). */
export interface CorsPolicy {
  /** Adds the headers that let `message`'s page see the answer; ends a preflight, and says so. */
  apply(message: IncomingMessage, response: ServerResponse): "answered" | "continue";
}

/** The policy for `origins`: any for `true`; `undefined` for none. */
export function corsPolicy(origins: boolean | readonly string[]): CorsPolicy | undefined {
  if (origins === false) return undefined;
  return {
    apply(message, response) {
      const { origin } = message.headers;
      if (origins !== true) response.setHeader("vary", "origin");
      if (origin === undefined || (origins !== true && !origins.includes(origin))) return "continue";
      response.setHeader("access-control-allow-origin", origins === true ? "*" : origin);
      response.setHeader("access-control-expose-headers", exposedHeaders);
      const isPreflight = message.method === "OPTIONS" && "access-control-request-method" in message.headers;
      if (!isPreflight) return "continue";
      response.setHeader("access-control-allow-methods", allowedMethods);
      response.setHeader(
        "access-control-allow-headers",
        message.headers["access-control-request-headers"] ?? "content-type",
      );
      response.setHeader("access-control-max-age", "600");
      response.writeHead(204);
      response.end();
      return "answered";
    },
  };
}
