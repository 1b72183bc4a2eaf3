import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { networksOf, withoutMapping } from "./networks.js";

/**
 * Says whom a request comes from: the remote address or, when that is a trusted proxy, the last address in
 * `X-Forwarded-For` that is none. Each proxy adds the address that it sees at the end, so what stands before the first
 * untrusted one, seen from there, may be anybody's invention.
 */
export function clientAddress(trustedProxies: readonly string[]): (message: IncomingMessage) => string {
  if (trustedProxies.length === 0) return remoteAddress;
  const proxies = networksOf(trustedProxies);
  return (message) => {
    let client = remoteAddress(message);
    const forwarded = message.headers["x-forwarded-for"];
    const hops = (Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? "")).split(",").reverse();
    for (const hop of hops) {
      const address = withoutMapping(hop.trim());
      if (!proxies.has(client) || isIP(address) === 0) return client;
      client = address;
    }
    return client;
  };
}

const remoteAddress = ({ socket }: IncomingMessage): string => withoutMapping(socket.remoteAddress ?? "");
