import type { LinkAddress } from "./link-message.js";
import type { RemoteStation } from "./network-message.js";

/** A station that can be spoken to: at an address, or behind the router that is at that address. */
export interface Peer extends LinkAddress {
  readonly station?: RemoteStation | undefined;
}

/** Tells peers apart. */
export function peerText({ host, port, station }: Peer): string {
  if (station === undefined) return `${host}:${port}`;
  return `${host}:${port}/${station.network}:${Buffer.from(station.mac).toString("hex")}`;
}
