/** Why an address means nothing, or something else, outside the network where it was written down. */
export type PrivateAddressKind =
  | "loopback"
  | "private-network"
  | "link-local"
  | "unique-local"
  | "unspecified"
  | "local-name";

/**
 * What kind of private address `host` is, as it stands in a URI; `undefined` for a public one, and where it cannot be told
 * because the host is a template.
 *
 * @see RFC 1918 §3, RFC 6598 §7 (shared space), RFC 3927, RFC 4193, RFC 4291 §2.5, RFC 6761 §6.3 (`localhost`), RFC 6762 §3
 *   (`.local`), RFC 8375 (`home.arpa`), ICANN's reservation of `internal`
 */
export function privateHostKind(host: string): PrivateAddressKind | undefined {
  if (host === "" || host.length > longestHost || host.includes("{")) return undefined;
  const name = host.toLowerCase();
  if (name.startsWith("[")) return privateIpv6Kind(name.replace(/^\[|\]$/g, ""));
  const octets = octetsOf(name);
  return octets === undefined ? localNameKind(name.replace(/\.$/, "")) : privateIpv4Kind(octets);
}

/** A host name has 253 characters at most, and an IPv6 address with its zone is not longer (RFC 1035 §2.3.4). */
const longestHost = 300;

/** The four numbers of an IPv4 address in dotted form. */
export function octetsOf(text: string): readonly number[] | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const octets = text.split(".").map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

export function privateIpv4Kind([a, b]: readonly number[]): PrivateAddressKind | undefined {
  if (a === 127) return "loopback";
  if (a === 0) return "unspecified";
  if (a === 169 && b === 254) return "link-local";
  const isShared = a === 100 && b! >= 64 && b! <= 127;
  if (a === 10 || (a === 172 && b! >= 16 && b! <= 31) || (a === 192 && b === 168) || isShared) return "private-network";
  return undefined;
}

function privateIpv6Kind(address: string): PrivateAddressKind | undefined {
  const bare = address.split("%", 1)[0]!;
  if (/^[0:]*:0*1$/.test(bare)) return "loopback";
  if (/^[0:]+$/.test(bare)) return "unspecified";
  if (/^fe[89ab][0-9a-f]:/.test(bare)) return "link-local";
  if (/^f[cd][0-9a-f]{2}:/.test(bare)) return "unique-local";
  const mapped = /^(?:::|(?:0{1,4}:){5})ffff:([\d.]+)$/.exec(bare)?.[1];
  const octets = mapped === undefined ? undefined : octetsOf(mapped);
  return octets === undefined ? undefined : privateIpv4Kind(octets);
}

function localNameKind(name: string): PrivateAddressKind | undefined {
  const labels = name.split(".");
  const last = labels.at(-1)!;
  if (last === "localhost") return "loopback";
  if (localDomains.has(last) || (last === "arpa" && labels.at(-2) === "home")) return "local-name";
  return labels.length === 1 && /^[a-z\d](?:[a-z\d_-]*[a-z\d])?$/.test(name) ? "local-name" : undefined;
}

const localDomains: ReadonlySet<string> = new Set(["local", "lan", "home", "internal", "intranet", "localdomain"]);
