import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { HttpServerSettings } from "./server-options.js";

/** A server that does not listen yet, with all that Node can limit by itself. */
export function createHttpServer({ limits, tls }: HttpServerSettings, listener: RequestListener): Server {
  const options = {
    maxHeaderSize: limits.maxHeaderBytes,
    requestTimeout: limits.requestTimeoutMs,
    headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
    keepAliveTimeout: limits.idleTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, limits.requestTimeoutMs, limits.headersTimeoutMs),
    requireHostHeader: false,
    insecureHTTPParser: false,
    noDelay: true,
  };
  const server =
    tls === undefined
      ? createServer(options, listener)
      : createTlsServer(
          {
            ...options,
            key: asPem(tls.key),
            cert: asPem(tls.cert),
            ...(tls.clientCa === undefined ? {} : { ca: asPem(tls.clientCa), requestCert: true }),
          },
          listener,
        );
  server.maxConnections = limits.maxConnections;
  return server;
}

const asPem = (pem: string | Uint8Array): string | Buffer => (typeof pem === "string" ? pem : Buffer.from(pem));
