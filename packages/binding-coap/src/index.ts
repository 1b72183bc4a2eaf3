export { type CoapClientLimits, defaultCoapClientLimits } from "./client/client-limits.js";
export type { CoapClientOptions } from "./client/client-options.js";
export { coapClient } from "./client/coap-client.js";
export type { FurtherContentFormats } from "./content-formats.js";
export { coapManifest } from "./manifest.js";
export { coapServer } from "./server/coap-server.js";
export type { ProblemDetails } from "./server/failures.js";
export { type CoapServerLimits, defaultCoapServerLimits } from "./server/server-limits.js";
export type { CoapServerOptions } from "./server/server-options.js";
