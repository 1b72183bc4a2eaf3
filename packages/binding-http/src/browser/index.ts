export { httpManifest } from "../manifest.js";
export { type BrowserHttpClientLimits, defaultBrowserHttpClientLimits } from "./browser-client-limits.js";
export type { BrowserHttpClientOptions } from "./browser-client-options.js";
export { httpClient } from "./browser-http-client.js";
export type { WebSocketConstructor, WebSocketLike } from "./web-socket.js";
