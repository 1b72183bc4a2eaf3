import { UsageError } from "@thingwright/errors";

/** An address of this machine, as `os.networkInterfaces()` lists them. */
export interface InterfaceAddress {
  readonly address: string;
  readonly family: string;
  /** True for loopback. */
  readonly internal: boolean;
}

/**
 * Hosts that peers are told to reach a server by: names or IP addresses, the preferred one first. `"all"` stands for
 * every address of this machine but loopback.
 */
export type Advertise = readonly string[] | "all";

/** How a server learns under which hosts it is known. */
export interface AdvertisedAddress {
  /** Address that the server listens on. */
  readonly address: string;
  /** Option `advertise` of the server. */
  readonly advertise?: Advertise | undefined;
  /** Option `baseUrl` of the server: it goes before both. */
  readonly baseUrl?: string | undefined;
}

/**
 * Refuses what would leave open which addresses are told to others: a server that listens on all interfaces says under
 * which hosts it is known. Those of the interfaces are never told by accident: in a container, behind a proxy or a VPN they
 * are of no use to peers and nobody's business.
 *
 * @throws {UsageError} WOT_ARGUMENT
 */
export function checkAdvertised({ address, advertise, baseUrl }: AdvertisedAddress): void {
  if (Array.isArray(advertise)) {
    if (advertise.length === 0) throw new UsageError("WOT_ARGUMENT", "advertise must name at least one host");
    for (const host of advertise) requireHost(host);
  }
  if (baseUrl !== undefined || advertise !== undefined || !isWildcard(address)) return;
  throw new UsageError(
    "WOT_ARGUMENT",
    `a server that listens on all interfaces (${address}) must be told by which hosts peers reach it: ` +
      'advertise: ["192.0.2.1"], advertise: "all", or baseUrl',
  );
}

/**
 * Hosts by which peers reach a server, as they stand in a URI, the preferred one first: those of `advertise`; else the
 * address that it listens on. `"all"` on all interfaces: those of the interfaces, IPv4 first, without link-local IPv6;
 * loopback when there are none. Never empty.
 *
 * @param interfaces - the machine's, by name
 * @throws {UsageError} WOT_ARGUMENT as {@link checkAdvertised} does
 * @see RFC 3986 §3.2.2
 */
export function advertisedHosts(
  advertised: AdvertisedAddress,
  interfaces: Readonly<Record<string, readonly InterfaceAddress[] | undefined>>,
): readonly string[] {
  checkAdvertised(advertised);
  const { address, advertise } = advertised;
  if (advertise !== undefined && advertise !== "all") return advertise.map(uriHost);
  if (!isWildcard(address)) return [uriHost(address)];
  const reachable = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter((each) => !each.internal && !each.address.startsWith("fe80:"))
    .filter(({ family }) => address === "::" || family === "IPv4")
    .sort((a, b) => a.family.localeCompare(b.family));
  return reachable.length === 0 ? ["127.0.0.1"] : reachable.map((each) => uriHost(each.address));
}

/** `host` as the host of a URI: an IPv6 address in brackets. */
export const uriHost = (host: string): string => (host.includes(":") ? `[${host}]` : host);

/** Whether a server that listens on `address` listens on all interfaces. */
const isWildcard = (address: string): boolean => address === "0.0.0.0" || address === "::" || address === "";

/** A name or an IP address, IPv6 without brackets; no port, no scheme, no path. */
function requireHost(host: string): void {
  const usable = typeof host === "string" && /^(?:[a-z0-9._-]+|[0-9a-f:]*:[0-9a-f:.]*)$/i.test(host);
  if (usable && URL.canParse(`http://${uriHost(host)}/`) && !isWildcard(host)) return;
  throw new UsageError("WOT_ARGUMENT", `advertise must name hosts, without scheme, port and brackets, not "${host}"`);
}
