import { type Clock, limitsFrom, systemClock } from "@thingwright/contracts";
import { defaultHttpClientLimits, type HttpClientLimits } from "./client-limits.js";
import type { ClientSubprotocolFactory } from "./client-subprotocol.js";

/** How `https:` peers are checked, and what this client shows them; PEM. */
export interface HttpClientTls {
  /** Certificate authorities to trust in place of the system's. */
  readonly ca?: string | readonly string[];
  readonly cert?: string;
  readonly key?: string;
  /** Takes any certificate: anybody on the way can then read and change everything. Default false. */
  readonly allowUntrusted?: boolean;
}

export interface HttpClientOptions {
  readonly limits?: Partial<HttpClientLimits>;
  readonly tls?: HttpClientTls;
  readonly clock?: Clock;
  /** Uniform in [0, 1); spreads attempts to reconnect. */
  readonly random?: () => number;
  /**
   * Follows redirects to another origin, for GET and HEAD of Forms without credentials; such a request has no header of
   * the Form but Accept. Default false.
   */
  readonly crossOriginRedirects?: boolean;
  /** Subprotocols that this client has; default `defaultSubprotocols`. */
  readonly subprotocols?: readonly ClientSubprotocolFactory[];
}

/** The options with every default in its place. */
export interface HttpClientSettings {
  readonly limits: HttpClientLimits;
  readonly tls: HttpClientTls;
  readonly clock: Clock;
  readonly random: () => number;
  readonly crossOriginRedirects: boolean;
}

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export function clientSettingsOf(options: HttpClientOptions): HttpClientSettings {
  return {
    limits: limitsFrom(defaultHttpClientLimits, options.limits, ["maxRedirects", "minPollIntervalMs"]),
    tls: options.tls ?? {},
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    crossOriginRedirects: options.crossOriginRedirects ?? false,
  };
}
