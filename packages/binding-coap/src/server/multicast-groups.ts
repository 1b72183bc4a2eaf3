import { networkInterfaces } from "node:os";
import { ALL_COAP_NODES, type DatagramTransport, udpGroup } from "@thingwright/coap";
import { UsageError } from "@thingwright/errors";

/** Groups to be a member of: "All CoAP Nodes", or what brings the requests to other ones, as `udpGroup` does. */
export type MulticastGroups = "all-nodes" | readonly DatagramTransport[];

type Interfaces = ReturnType<typeof networkInterfaces>;

/**
 * What a server at an address listens to beside it. "All CoAP Nodes" is over IPv4, and over IPv6 on the link and on the
 * site, where the address takes it, on the interfaces that the address is of.
 *
 * @throws {UsageError} WOT_ARGUMENT with `tls`: there is no DTLS for groups (RFC 7252 §9.1)
 * @see RFC 7252 §12.8
 */
export function multicastGroups(
  groups: MulticastGroups | undefined,
  address: string,
  isSecured: boolean,
  interfaces: Interfaces = networkInterfaces(),
): readonly DatagramTransport[] {
  if (groups === undefined) return [];
  if (isSecured)
    throw new UsageError("WOT_ARGUMENT", "groups are for plain CoAP: a server with tls cannot be a member");
  if (groups !== "all-nodes") return groups;
  const { ipv4, ipv6LinkLocal, ipv6SiteLocal } = ALL_COAP_NODES;
  const own = { ipv4: addressesAt(address, interfaces), ipv6: namesAt(address, interfaces) };
  const overIPv4 = own.ipv4.length === 0 ? [] : [udpGroup({ group: ipv4, interfaces: own.ipv4 })];
  if (own.ipv6.length === 0) return overIPv4;
  return [...overIPv4, ...[ipv6LinkLocal, ipv6SiteLocal].map((group) => udpGroup({ group, interfaces: own.ipv6 }))];
}

/** IPv4 addresses of the interfaces. */
function addressesAt(address: string, interfaces: Interfaces): readonly string[] {
  const all = Object.values(interfaces).flatMap((addresses = []) =>
    addresses.filter(({ family }) => family === "IPv4"),
  );
  const isAny = address === "0.0.0.0" || address === "::";
  return all.filter((one) => isAny || one.address === address).map((one) => one.address);
}

/** Interfaces by their names, as an IPv6 group is joined. */
function namesAt(address: string, interfaces: Interfaces): readonly string[] {
  return Object.entries(interfaces)
    .filter(([, addresses = []]) =>
      addresses.some((one) => one.family === "IPv6" && (address === "::" || one.address === address)),
    )
    .map(([name]) => `::%${name}`);
}
