export { defaultHttpClientLimits, type HttpClientLimits } from "./client/client-limits.js";
export type { HttpClientOptions } from "./client/client-options.js";
export type { HttpClientTls, HttpClientTlsOption, HttpOriginTls } from "./client/client-tls.js";
export { httpClient } from "./client/node/node-http-client.js";
export { httpManifest } from "./manifest.js";
export { type HttpServerBinding, httpServer } from "./server/http-server.js";
export type { HttpServerTls, Pem, TlsIdentity, TlsVersion } from "./server/http-server-tls.js";
export { defaultHttpServerLimits, type HttpServerLimits } from "./server/server-limits.js";
export type { HttpServerOptions } from "./server/server-options.js";
