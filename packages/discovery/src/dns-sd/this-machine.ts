import { isLoopback } from "@thingwright/contracts";

/**
 * Whether `host`, a name or an IP address without brackets, leads whoever uses it to its own machine: loopback, also as IPv4
 * in IPv6, the unspecified address, and names in `localhost` (RFC 6761 §6.3).
 */
export const isThisMachine = (host: string): boolean =>
  isLoopback(host) ||
  /^(?:0\.0\.0\.0|::|::ffff:0\.0\.0\.0|::ffff:(?:7f[0-9a-f]{2}|0):[0-9a-f]{1,4}|(?:.+\.)?localhost\.?)$/i.test(host);
