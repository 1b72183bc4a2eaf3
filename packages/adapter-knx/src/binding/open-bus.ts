import type { Clock } from "@thingwright/contracts";
import type { OpenLink } from "../bus/bus-link.js";
import { routing } from "../ip/routing.js";
import { tcp } from "../ip/tcp.js";
import { tunnel } from "../ip/tunnel.js";
import type { TunnelLimits } from "../ip/tunnel-limits.js";
import { udp } from "../ip/udp.js";
import type { BusAddress } from "./knx-address.js";

/** How buses are reached. */
export interface BusAccess {
  /** An address translation is in between, as in many containers: interfaces answer to where messages come from. */
  readonly isTranslated: boolean;
  /** Individual address of what is sent by multicast. */
  readonly source: number;
  readonly networkInterface: string | undefined;
}

/** The way onto the bus at `address`. */
export function openBus(address: BusAddress, access: BusAccess, limits: TunnelLimits, clock: Clock): OpenLink {
  switch (address.way) {
    case "udp":
      return tunnel(udp(address, access.isTranslated), limits, clock);
    case "tcp":
      return tunnel(tcp(address), limits, clock);
    case "multicast":
      return routing(address, { source: access.source, networkInterface: access.networkInterface, clock });
  }
}
