import { type Clock, limitsFrom, systemClock } from "@thingwright/contracts";
import { defaultHttpClientLimits, type HttpClientLimits } from "./client-limits.js";
import { checkedTls, type HttpClientTlsOption } from "./client-tls.js";

export interface HttpClientOptions {
  readonly limits?: Partial<HttpClientLimits>;
  /** Certificates, for all peers or by origin; a function lets them change while the client runs. */
  readonly tls?: HttpClientTlsOption;
  /** Speaks HTTP/2 with `https:` peers that choose it by ALPN. Default true. */
  readonly http2?: boolean;
  readonly clock?: Clock;
  /** Uniform in [0, 1); spreads attempts to reconnect. */
  readonly random?: () => number;
  /**
   * Follows redirects to another origin, for GET and HEAD of Forms without credentials; such a request has no header of
   * the Form but Accept. Default false.
   */
  readonly crossOriginRedirects?: boolean;
}

/** The options with every default in its place. */
export interface HttpClientSettings {
  readonly limits: HttpClientLimits;
  readonly tls: HttpClientTlsOption;
  readonly http2: boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly crossOriginRedirects: boolean;
}

/** @throws {UsageError} WOT_RANGE for a limit out of range, WOT_ARGUMENT for certificates of what is no origin */
export function clientSettingsOf(options: HttpClientOptions): HttpClientSettings {
  return {
    limits: limitsFrom(defaultHttpClientLimits, options.limits, ["maxRedirects", "minPollIntervalMs"]),
    tls: checkedTls(options.tls ?? {}),
    http2: options.http2 ?? true,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    crossOriginRedirects: options.crossOriginRedirects ?? false,
  };
}
