import { isIP } from "node:net";
import { isLoopback } from "@thingwright/contracts";

/**
 * Whether a request may name `host`, the value of a Host header without its port.
 *
 * A web page can make a name of its own resolve to this machine; its browser then takes a server on loopback for the page's
 * own origin and hands it every answer (DNS rebinding). So a server that only this machine can reach answers to names that
 * no page can have: addresses, names without a dot, those below `localhost`, and its own.
 *
 * @param address - that the server listens on
 * @param own - base URIs of the server
 */
export function knownHosts(address: string, own: () => readonly string[]): (host: string) => boolean {
  if (!isLoopback(address)) return () => true;
  return (host) => {
    const name = host.toLowerCase().replace(/\.$/, "");
    if (!name.includes(".") || name.endsWith(".localhost")) return true;
    return isIP(name) !== 0 || own().some((base) => new URL(base).hostname === name);
  };
}

/** The host in a well-formed Host header: without port and brackets. */
export const hostIn = (header: string): string => header.replace(/:\d*$/, "").replace(/^\[|\]$/g, "");
