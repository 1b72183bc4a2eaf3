import { type Clock, systemClock } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { defaultClientLimits, type HttpClientLimits } from "./client-limits.js";

/** How `https:` peers are checked, and what this client shows them; PEM. */
export interface ClientTls {
  /** Certificate authorities to trust in place of the system's. */
  readonly ca?: string | readonly string[];
  readonly cert?: string;
  readonly key?: string;
  /** Takes any certificate: anybody on the way can then read and change everything. Default false. */
  readonly allowInsecureTls?: boolean;
}

export interface HttpClientOptions {
  readonly limits?: Partial<HttpClientLimits>;
  readonly tls?: ClientTls;
  readonly clock?: Clock;
  /** Uniform in [0, 1); spreads attempts to reconnect. */
  readonly random?: () => number;
}

/** The options with every default in its place. */
export interface HttpClientSettings {
  readonly limits: HttpClientLimits;
  readonly tls: ClientTls;
  readonly clock: Clock;
  readonly random: () => number;
}

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export function clientSettingsOf(options: HttpClientOptions): HttpClientSettings {
  const limits = { ...defaultClientLimits, ...options.limits };
  for (const [name, value] of Object.entries(limits)) {
    const least = name === "maxRedirects" || name === "minPollIntervalMs" ? 0 : 1;
    if (!Number.isSafeInteger(value) || value < least) {
      throw new UsageError("WOT_RANGE", `limits.${name} is out of range: ${String(value)}`);
    }
  }
  return {
    limits,
    tls: options.tls ?? {},
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}
