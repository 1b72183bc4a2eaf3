import { isLoopback } from "@thingwright/contracts";
import { Helpers } from "../thing/runtime-helpers.js";

/**
 * Where a server listens and which hosts it tells, by node-wot's rule: without an address everywhere, and told are the
 * addresses of this machine, or the one that `Helpers.setStaticAddress` was given.
 */
export function listeningHosts(address = "0.0.0.0"): { address: string; advertise?: readonly string[] } {
  if (address === "localhost") return { address: "127.0.0.1" };
  if (isLoopback(address) || !isEverywhere(address)) return { address };
  const hosts = Helpers.getAddresses()
    .filter((host) => address.includes(":") || !host.includes(":"))
    .map((host) => host.replace(/^\[|\]$/g, ""));
  return { address, advertise: hosts.length > 0 ? hosts : ["localhost"] };
}

const isEverywhere = (address: string): boolean => /^(?:0\.0\.0\.0|\[?(?:0*:)*:?0*\]?)$/.test(address);
