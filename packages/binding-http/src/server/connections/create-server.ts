import { createServer, type RequestListener, type Server } from "node:http";
import { createSecureServer, type Http2SecureServer, type SecureServerOptions } from "node:http2";
import { createServer as createTlsServer } from "node:https";
import type { HttpServerLimits } from "../server-limits.js";
import type { HttpServerSettings } from "../server-options.js";
import { Http2Answer } from "./http2-answer.js";
import { Http2Message } from "./http2-message.js";
import type { TlsContexts } from "./tls-contexts.js";

/** A server of Node: HTTP/1.1 alone, or whichever of HTTP/2 and HTTP/1.1 a client chooses by ALPN. */
export type NodeServer = Server | Http2SecureServer;

/**
 * A server that does not listen yet, with all that Node can limit by itself.
 *
 * @param contexts - `undefined` for no TLS
 */
export function createNodeServer(
  { limits, http2 }: HttpServerSettings,
  contexts: TlsContexts | undefined,
  listener: RequestListener,
): NodeServer {
  const server =
    contexts === undefined
      ? createServer(http1Options(limits), listener)
      : createSecured(limits, http2, contexts, listener);
  server.maxConnections = limits.maxConnections;
  return server;
}

function createSecured(
  limits: HttpServerLimits,
  http2: boolean,
  contexts: TlsContexts,
  listener: RequestListener,
): NodeServer {
  const options = {
    ...http1Options(limits),
    ...contexts.options(),
    handshakeTimeout: limits.headersTimeoutMs,
  };
  if (!http2) return createTlsServer(options, listener);
  // Both classes of requests, and both of answers, look alike to whoever handles them.
  const server = createSecureServer({ ...options, ...http2Options(limits) }, listener as unknown as () => void);
  // Where it falls back to HTTP/1.1 Node looks for these on the server itself.
  return Object.assign(server, http1Options(limits));
}

const http1Options = (limits: HttpServerLimits) => ({
  maxHeaderSize: limits.maxHeaderBytes,
  requestTimeout: limits.requestTimeoutMs,
  headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
  keepAliveTimeout: limits.idleTimeoutMs,
  connectionsCheckingInterval: Math.min(1_000, limits.requestTimeoutMs, limits.headersTimeoutMs),
  requireHostHeader: false,
  insecureHTTPParser: false,
  noDelay: true,
  keepAlive: true,
  keepAliveInitialDelay: 60_000,
});

const http2Options = (limits: HttpServerLimits) =>
  ({
    allowHTTP1: true,
    settings: {
      maxConcurrentStreams: limits.maxStreamsPerConnection,
      maxHeaderListSize: limits.maxHeaderBytes,
      enablePush: false,
    },
    maxSessionMemory: limits.maxConnectionMemoryMiB,
    Http2ServerRequest: Http2Message,
    Http2ServerResponse: Http2Answer,
  }) as unknown as SecureServerOptions;
