import type { Clock, MaybePromise } from "@thingwright/contracts";
import { CredentialsError } from "@thingwright/errors";
import type { OpenLink } from "../bus/bus-link.js";
import { routing } from "../ip/routing.js";
import { secured } from "../ip/secure/secure-carrier.js";
import type { TunnelUser } from "../ip/secure/secure-handshake.js";
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
  /** Who opens secure tunnels of an interface. */
  readonly tunnelUser: (bus: BusAddress) => MaybePromise<TunnelUser | undefined>;
}

/** The way onto the bus at `address`. */
export function openBus(address: BusAddress, access: BusAccess, limits: TunnelLimits, clock: Clock): OpenLink {
  switch (address.way) {
    case "udp":
      return tunnel(udp(address, access.isTranslated), limits, clock);
    case "tcp":
      return tunnel(tcp(address), limits, clock);
    case "secure":
      return secureTunnel(address, access, limits, clock);
    case "multicast":
      return routing(address, { source: access.source, networkInterface: access.networkInterface, clock });
  }
}

/** Asks for the user each time, so that a new password counts at once. @throws {CredentialsError} WOT_CREDENTIALS_MISSING */
const secureTunnel =
  (address: BusAddress, { tunnelUser }: BusAccess, limits: TunnelLimits, clock: Clock): OpenLink =>
  async (listener, signal) => {
    const user = await tunnelUser(address);
    if (user === undefined) {
      throw new CredentialsError("WOT_CREDENTIALS_MISSING", "a secure tunnel needs a user and a password");
    }
    return tunnel(secured(tcp(address), user, limits, clock), limits, clock)(listener, signal);
  };
