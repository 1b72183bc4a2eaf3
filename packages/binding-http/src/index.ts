export { httpManifest } from "./manifest.js";
export { httpServer } from "./server/http-server.js";
export { defaultServerLimits, type HttpServerLimits } from "./server/server-limits.js";
export type { HttpServerOptions } from "./server/server-options.js";
export type { TlsIdentity } from "./server/tls-identity.js";
