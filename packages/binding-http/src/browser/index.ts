export type { ClientSubprotocol, ClientSubprotocolFactory, SubprotocolHost } from "../client/client-subprotocol.js";
export { httpManifest } from "../manifest.js";
export { type BrowserHttpClientLimits, defaultBrowserHttpClientLimits } from "./browser-client-limits.js";
export type { BrowserHttpClientOptions } from "./browser-client-options.js";
export { httpClient } from "./browser-http-client.js";
export { browserSubprotocols } from "./browser-subprotocols.js";
export type { WebSocketConstructor, WebSocketLike } from "./web-socket.js";
