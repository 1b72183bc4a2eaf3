import { Helpers } from "../thing/runtime-helpers.js";

/**
 * Where a server listens and which hosts it tells, by node-wot's rule: without an address everywhere, and told are the
 * addresses of this machine, or the one that `Helpers.setStaticAddress` was given.
 */
export function listeningHosts(address: string | undefined): { address: string; advertise?: readonly string[] } {
  if (address !== undefined) return { address };
  const hosts = Helpers.getAddresses().filter((host) => !host.includes(":"));
  return { address: "0.0.0.0", advertise: hosts.length > 0 ? hosts : ["localhost"] };
}
