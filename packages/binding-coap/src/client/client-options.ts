import {
  type ClientLimits,
  type CoapClientOptions as CoapOptions,
  type DatagramTransport,
  type Lookup,
  type Random,
  type ResponseCacheLimits,
  responseCache,
  secureRandom,
  type TransmissionParameters,
} from "@thingwright/coap";
import { type Clock, limitsFrom, systemClock } from "@thingwright/contracts";
import { coapClock } from "../coap-clock.js";
import { ContentFormats, type FurtherContentFormats } from "../content-formats.js";
import { type DtlsCarrier, type DtlsTimers, dtlsTimers } from "../dtls-parts.js";
import { type CoapClientLimits, defaultCoapClientLimits, defaultNstart } from "./client-limits.js";
import { type CoapClientTls, checkedTls } from "./client-tls.js";

export interface CoapClientOptions {
  /** Local IP address. Default: all, IPv6 and IPv4. */
  readonly address?: string;
  /** This binding's limits and those of `@thingwright/coap`. */
  readonly limits?: Partial<CoapClientLimits & ClientLimits>;
  /** Retransmission and the like (RFC 7252 §4.8); `nstart` is 64 by default. */
  readonly transmission?: Partial<TransmissionParameters>;
  /** Media types that have no registered Content-Format, by the number that both sides agreed on. */
  readonly contentFormats?: FurtherContentFormats;
  readonly clock?: Clock;
  /** Uniform in [0, 1). Default: from the system's secure source. */
  readonly random?: Random;
  /** Finds addresses of host names. Default: the operating system's look-up. */
  readonly lookup?: Lookup;
  /** In place of UDP, for plain CoAP. */
  readonly transport?: DatagramTransport;
  /** How peers of `coaps:` addresses are checked, and what they are shown. */
  readonly tls?: CoapClientTls;
  /** In place of UDP below DTLS: makes a carrier for each peer. */
  readonly securedTransport?: DtlsCarrier;
  /**
   * Protects requests end to end: a context of `@thingwright/coap/oscore`, or a function that finds the one for a URI.
   * Default: none.
   */
  readonly oscore?: CoapOptions["oscore"];
  /**
   * Keeps what is read and observed, and gives it again as long as its Max-Age allows (RFC 7252 §5.6): `true`, or bounds of
   * it. Peers of `coaps:` and `coaps+tcp:` have a cache for each identity, so that nobody is told what another one may
   * read; all that is plain shares one. Default: nothing is kept.
   */
  readonly cache?: boolean | Partial<ResponseCacheLimits>;
}

/** The options with every default in its place. */
export interface CoapClientSettings {
  readonly limits: CoapClientLimits;
  readonly formats: ContentFormats;
  readonly clock: Clock;
  readonly random: Random;
  readonly tls: CoapClientTls;
  readonly dtlsCarrier: DtlsCarrier | undefined;
  readonly dtlsClock: DtlsTimers | undefined;
  /** Makes a cache for an identity. */
  readonly newCache: () => Pick<CoapOptions, "cache">;
  /** What the protocol is told. */
  readonly protocol: CoapOptions;
}

/** @throws {UsageError} WOT_RANGE for a limit out of range */
export function clientSettingsOf(options: CoapClientOptions): CoapClientSettings {
  const { address, clock = systemClock, random = secureRandom(), lookup, transport, oscore } = options;
  const timers = coapClock(clock);
  return {
    limits: limitsFrom(defaultCoapClientLimits, options.limits, ["pollIntervalMs"]),
    formats: new ContentFormats(options.contentFormats),
    clock,
    random,
    tls: checkedTls(options.tls ?? {}),
    dtlsCarrier: options.securedTransport,
    dtlsClock: dtlsTimers(clock),
    newCache: cacheMaker(options.cache),
    protocol: {
      nstart: defaultNstart,
      ...options.limits,
      ...options.transmission,
      random,
      ...(address === undefined ? {} : { address }),
      ...(timers === undefined ? {} : { clock: timers }),
      ...(lookup === undefined ? {} : { lookup }),
      ...(transport === undefined ? {} : { transport }),
      ...(oscore === undefined ? {} : { oscore }),
    },
  };
}

/** @throws {UsageError} WOT_RANGE for a bound out of range, at once and not with the first peer */
function cacheMaker(cache: CoapClientOptions["cache"]): CoapClientSettings["newCache"] {
  if (cache === undefined || cache === false) return () => ({});
  const limits = cache === true ? {} : cache;
  responseCache(limits);
  return () => ({ cache: responseCache(limits) });
}
