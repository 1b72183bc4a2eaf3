import { type Introducer, limitsFrom } from "@thingwright/contracts";
import { type DnsSdLimits, defaultDnsSdLimits } from "./dns-sd-limits.js";
import type { MulticastNetwork } from "./multicast-network.js";
import { ServiceSearch } from "./service-search.js";
import { type UdpMulticastOptions, udpMulticast } from "./udp-multicast.js";
import { wotServices } from "./wot-services.js";

/** Options of {@link dnsSd}. */
export interface DnsSdOptions extends UdpMulticastOptions {
  readonly limits?: Partial<DnsSdLimits>;
  /** In place of UDP; `interfaces` and `port` are then unused. */
  readonly network?: MulticastNetwork;
}

/**
 * Finds Things and directories on the local network by DNS-Based Service Discovery over Multicast DNS. Answers are
 * anybody's: they are bounded, and only addresses with the schemes of the service types come out.
 *
 * @throws {UsageError} WOT_RANGE for a limit out of range
 * @see WoT Discovery §6.3, RFC 6763, RFC 6762
 */
export function dnsSd(options: DnsSdOptions = {}): Introducer {
  const limits = limitsFrom(defaultDnsSdLimits, options.limits);
  const network = options.network ?? udpMulticast(options);
  return {
    name: "dns-sd",
    async *find(search) {
      for await (const { url, kind } of new ServiceSearch(search, network, limits, wotServices).found()) {
        yield { url, kind, via: "dns-sd" };
      }
    },
  };
}
