import {
  type ClientLimits,
  type CoapClientOptions as CoapOptions,
  type DatagramTransport,
  type Lookup,
  type Random,
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
