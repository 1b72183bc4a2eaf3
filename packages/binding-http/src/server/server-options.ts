import {
  type Advertise,
  type Clock,
  checkAdvertised,
  limitsFrom,
  listeningPort,
  systemClock,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { CallbackPolicy, type HttpServerCallbacks } from "./callbacks/callback-policy.js";
import type { HttpServerTls } from "./connections/http-server-tls.js";
import type { HttpMiddleware } from "./connections/middleware.js";
import { checkedNetworks } from "./connections/networks.js";
import { defaultHttpServerLimits, type HttpServerLimits, optionalHttpServerLimits } from "./server-limits.js";

export interface HttpServerOptions {
  /** TCP port; 0 lets the system choose. Default 8080. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly address?: string;
  /** Base URI to put into Forms, when peers reach this server under another one (a proxy). May have a path. */
  readonly baseUrl?: string;
  readonly limits?: Partial<HttpServerLimits>;
  /** Origins whose web pages may use this server: `true` for any. Default none. */
  readonly cors?: boolean | readonly string[];
  /** Serves `https:` instead of `http:`. */
  readonly tls?: HttpServerTls;
  readonly clock?: Clock;
  /**
   * Addresses, or networks as `10.0.0.0/8`, of reverse proxies whose `X-Forwarded-For` is believed, so that limits for
   * one client count those behind them apart. Default none: anybody can write that header.
   */
  readonly trustedProxies?: readonly string[];
  /**
   * Whether Things can be spoken to over WebSockets too, by the Web Thing Protocol. Default false: it adds a Form to every
   * affordance, and its document is a draft.
   */
  readonly webSocket?: boolean;
  /**
   * Where the server may send to when peers ask for it, and with that webhooks and WebSub. Default nowhere: a server that
   * sends to any address reaches for its peers what they cannot reach.
   */
  readonly callbacks?: HttpServerCallbacks;
  /**
   * Hosts by which peers are told to reach this server, the preferred one first; `"all"` for every address of this
   * machine but loopback. Default: `address`. Needed, or `baseUrl`, when that means all interfaces.
   */
  readonly advertise?: Advertise;
  /**
   * Says in each Form that a failure is told as `application/problem+json` (`additionalResponses`). Default false: it is so
   * in any case, a profile in the Thing Description says it once for all, and a Form grows by half.
   */
  readonly describeProblems?: boolean;
  /** Lets clients choose HTTP/2 by ALPN; with `tls` only. Default true. */
  readonly http2?: boolean;
  /** Sees each request first. */
  readonly middleware?: HttpMiddleware;
}

/** The options with every default in its place. */
export interface HttpServerSettings {
  readonly port: number;
  readonly address: string;
  readonly baseUrl: string | undefined;
  readonly limits: HttpServerLimits;
  readonly cors: boolean | readonly string[];
  readonly tls: HttpServerTls | undefined;
  readonly clock: Clock;
  readonly trustedProxies: readonly string[];
  readonly webSocket: boolean;
  readonly callbacks: CallbackPolicy | undefined;
  readonly advertise: Advertise | undefined;
  readonly describeProblems: boolean;
  readonly http2: boolean;
  readonly middleware: HttpMiddleware | undefined;
}

/** @throws {UsageError} WOT_RANGE for a port or a limit out of range, WOT_ARGUMENT for an unusable `baseUrl` or `advertise` */
export function settingsOf(options: HttpServerOptions): HttpServerSettings {
  const { address = "127.0.0.1" } = options;
  checkAdvertised({ ...options, address });
  return {
    port: listeningPort(options.port ?? 8080),
    address,
    baseUrl: options.baseUrl === undefined ? undefined : checkedBaseUrl(options.baseUrl),
    limits: limitsFrom(defaultHttpServerLimits, options.limits, optionalHttpServerLimits),
    cors: originsOf(options.cors),
    tls: options.tls,
    clock: options.clock ?? systemClock,
    trustedProxies: checkedNetworks(options.trustedProxies ?? [], "trustedProxies"),
    webSocket: options.webSocket ?? false,
    callbacks: options.callbacks === undefined ? undefined : new CallbackPolicy(options.callbacks),
    advertise: options.advertise,
    describeProblems: options.describeProblems ?? false,
    http2: options.http2 ?? true,
    middleware: options.middleware,
  };
}

function checkedBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const usable = url?.protocol === "http:" || url?.protocol === "https:";
  if (url === undefined || !usable || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new UsageError(
      "WOT_ARGUMENT",
      `baseUrl must be an http or https URI without query, fragment and user: ${text}`,
    );
  }
  return url.href.replace(/\/+$/, "");
}

/** No origin at all is no policy: nothing is then looked at for each request. */
const originsOf = (cors: HttpServerOptions["cors"] = false): boolean | readonly string[] =>
  Array.isArray(cors) && cors.length === 0 ? false : cors;
