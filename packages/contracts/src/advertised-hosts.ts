/** An address of this machine, as `os.networkInterfaces()` lists them. */
export interface InterfaceAddress {
  readonly address: string;
  readonly family: string;
  /** True for loopback. */
  readonly internal: boolean;
}

/**
 * Hosts by which peers reach a server that listens on `address`, as they stand in a URI: `address` itself or, when that
 * means all interfaces, those of the interfaces, IPv4 first; loopback when there are none. Never empty.
 *
 * @param interfaces - the machine's, by name
 * @see RFC 3986 §3.2.2
 */
export function advertisedHosts(
  address: string,
  interfaces: Readonly<Record<string, readonly InterfaceAddress[] | undefined>>,
): readonly string[] {
  if (address !== "0.0.0.0" && address !== "::") return [uriHost(address)];
  const reachable = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
    .filter(({ family }) => address === "::" || family === "IPv4")
    .sort((a, b) => a.family.localeCompare(b.family));
  return reachable.length === 0 ? ["127.0.0.1"] : reachable.map((each) => uriHost(each.address));
}

/** `host` as the host of a URI: an IPv6 address in brackets. */
export const uriHost = (host: string): string => (host.includes(":") ? `[${host}]` : host);
