import { type Clock, limitsFrom, systemClock } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { keyOfName } from "./dns-name.js";
import type { DnsSdOptions } from "./dns-sd.js";
import { defaultDnsSdLimits } from "./dns-sd-limits.js";
import { ServiceSearch } from "./service-search.js";
import { pairsOf } from "./service-text.js";
import { serviceHost } from "./service-url.js";
import { udpMulticast } from "./udp-multicast.js";
import type { WantedServices } from "./wanted-services.js";

/** A service that somebody has announced: as little to be trusted as who said it. */
export interface FoundService {
  /** What it is called among services of its type. */
  readonly name: string;
  /** A name, or an IP address in place of one in `.local`. */
  readonly host: string;
  readonly port: number;
  /** Of its TXT record, the keys in lower case. */
  readonly text: ReadonlyMap<string, string>;
}

/** Options of {@link findServices}. */
export interface FindServicesOptions extends DnsSdOptions {
  /** Ends the search. */
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/**
 * Services of one type on the local network, each once, until `signal` aborts. Nothing is sent before the iteration begins.
 *
 * @param type - such as `_hue._tcp`
 * @throws {UsageError} WOT_ARGUMENT for what is no type of services; WOT_RANGE for a limit out of range
 * @see RFC 6763, RFC 6762
 */
export function findServices(type: string, options: FindServicesOptions): AsyncIterable<FoundService> {
  if (!/^_[a-z0-9-]{1,15}\._(?:tcp|udp)$/i.test(type)) {
    throw new UsageError("WOT_ARGUMENT", `${JSON.stringify(type)} is no type of services, such as "_hue._tcp"`);
  }
  const { signal, clock = systemClock } = options;
  const limits = limitsFrom(defaultDnsSdLimits, options.limits);
  const network = options.network ?? udpMulticast(options);
  return new ServiceSearch({ clock, signal }, network, limits, servicesOf(`${type.toLowerCase()}.local`)).found();
}

const servicesOf = (parent: string): WantedServices<true, ReadonlyMap<string, string>, FoundService> => ({
  browsed: [parent],
  kindOf: (type, name) => (keyOfName(type) === parent && keyOfName(name).endsWith(`.${parent}`) ? true : undefined),
  readText: pairsOf,
  found(name, service, text, addresses, sender) {
    const host = serviceHost(service, addresses, sender);
    return host === undefined ? undefined : { name: name.slice(0, -parent.length - 1), host, port: service.port, text };
  },
});
