import { type Clock, limitsFrom, systemClock } from "@thingwright/contracts";
import { defaultHttpClientLimits } from "../client/client-limits.js";
import type { HttpClientOptions, HttpClientSettings } from "../client/client-options.js";
import type { ClientSubprotocolFactory } from "../client/client-subprotocol.js";
import { type BrowserHttpClientLimits, defaultBrowserHttpClientLimits } from "./browser-client-limits.js";
import type { WebSocketConstructor } from "./web-socket.js";

/** As in Node.js, but for what a browser decides by itself, such as TLS. */
export interface BrowserHttpClientOptions extends Pick<HttpClientOptions, "clock" | "random" | "crossOriginRedirects"> {
  /** Subprotocols that this client has; default `browserSubprotocols`. */
  readonly subprotocols?: readonly ClientSubprotocolFactory[];
  readonly limits?: Partial<BrowserHttpClientLimits>;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** Default: the global one. */
  readonly WebSocket?: WebSocketConstructor;
}

/** The options with every default in its place. */
export interface BrowserHttpClientSettings extends HttpClientSettings {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** `undefined` where the platform has none. */
  readonly WebSocket: WebSocketConstructor | undefined;
}

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export function browserSettingsOf(options: BrowserHttpClientOptions): BrowserHttpClientSettings {
  const limits = limitsFrom(defaultBrowserHttpClientLimits, options.limits, ["minPollIntervalMs"]);
  const globals = globalThis as { readonly WebSocket?: WebSocketConstructor };
  return {
    limits: { ...defaultHttpClientLimits, ...limits },
    tls: {},
    http2: false,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    crossOriginRedirects: options.crossOriginRedirects ?? false,
    // Called without its window, the browser's own would refuse to work.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    WebSocket: options.WebSocket ?? globals.WebSocket,
  };
}
