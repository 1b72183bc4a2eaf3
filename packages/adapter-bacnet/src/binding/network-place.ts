import { isIPv4 } from "node:net";
import { UsageError } from "@thingwright/errors";
import { type OpenPort, udpPort } from "../protocol/datagram-port.js";
import type { LinkAddress } from "../protocol/link-message.js";
import type { Peer } from "../protocol/peer.js";

/** Where this station is, and what it reaches from there. */
export interface NetworkPlace {
  /** IPv4 address to listen at; default all of them. */
  readonly address?: string;
  /** UDP port; default 47808, where devices send broadcasts to. 0 is any: answers that are broadcast are not heard then. */
  readonly port?: number;
  /** Where broadcasts go, `host` or `host:port`; default 255.255.255.255. Give the subnet's where there are several interfaces. */
  readonly broadcast?: string;
  /** A BBMD, `host` or `host:port`, that passes broadcasts on from and to other subnets; the default is none. */
  readonly bbmd?: string;
  /** Devices, `host` or `host:port`, that are asked one by one as well: for networks that let no broadcast through. */
  readonly addresses?: readonly string[];
}

/** The port of BACnet/IP, 0xBAC0 (ASHRAE 135 §J.1.2). */
export const bacnetPort = 47808;

/** @throws {UsageError} WOT_ARGUMENT for what is no address */
export function networkPlace({
  address = "0.0.0.0",
  port = bacnetPort,
  broadcast = "255.255.255.255",
  bbmd,
  addresses = [],
}: NetworkPlace): {
  readonly open: OpenPort;
  readonly broadcast: LinkAddress;
  readonly bbmd: LinkAddress | undefined;
  readonly addresses: readonly Peer[];
} {
  return {
    open: udpPort({ host: linkAddress(address).host, port: portOf(port) }),
    broadcast: linkAddress(broadcast),
    bbmd: bbmd === undefined ? undefined : linkAddress(bbmd),
    addresses: addresses.map(linkAddress),
  };
}

function linkAddress(text: string): LinkAddress {
  const [host = "", port = String(bacnetPort), ...rest] = text.split(":");
  if (rest.length === 0 && isIPv4(host) && /^\d{1,5}$/.test(port)) return { host, port: portOf(Number(port)) };
  throw new UsageError("WOT_ARGUMENT", `an IPv4 address, with or without a port, is expected, not "${text}"`);
}

function portOf(port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 0xffff) return port;
  throw new UsageError("WOT_RANGE", `a port is from 0 to 65535, not ${port}`);
}
