export { defaultHttpClientLimits, type HttpClientLimits } from "./client/client-limits.js";
export type { HttpClientOptions, HttpClientTls } from "./client/client-options.js";
export { httpClient } from "./client/node/node-http-client.js";
export { httpManifest } from "./manifest.js";
export type { CallbackOptions } from "./server/callbacks/callback-policy.js";
export { httpServer } from "./server/http-server.js";
export type { HttpServerTls } from "./server/http-server-tls.js";
export { defaultHttpServerLimits, type HttpServerLimits } from "./server/server-limits.js";
export type { HttpServerOptions } from "./server/server-options.js";
