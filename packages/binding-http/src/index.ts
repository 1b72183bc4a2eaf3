export { defaultClientLimits, type HttpClientLimits } from "./client/client-limits.js";
export type { ClientTls, HttpClientOptions } from "./client/client-options.js";
export { httpClient } from "./client/http-client.js";
export { httpManifest } from "./manifest.js";
export { httpServer } from "./server/http-server.js";
export { defaultServerLimits, type HttpServerLimits } from "./server/server-limits.js";
export type { HttpServerOptions } from "./server/server-options.js";
export type { TlsIdentity } from "./server/tls-identity.js";
