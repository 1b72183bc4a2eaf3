import { BlockList, isIP } from "node:net";
import { UsageError } from "@thingwright/errors";

/** Some addresses of the Internet Protocol. */
export interface Networks {
  has(address: string): boolean;
}

/** @param list - addresses, and networks as `10.0.0.0/8` or `fd00::/8` */
export function networksOf(list: readonly string[]): Networks {
  const blocks = new BlockList();
  for (const text of list) {
    const [address = "", prefix] = text.split("/");
    const family = familyOf(address);
    if (prefix === undefined) blocks.addAddress(address, family);
    else blocks.addSubnet(address, Number(prefix), family);
  }
  return {
    has(address) {
      const plain = withoutMapping(address);
      return isIP(plain) !== 0 && blocks.check(plain, familyOf(plain));
    },
  };
}

/** `list` itself. @throws {UsageError} WOT_ARGUMENT when an entry is neither an address nor a network */
export function checkedNetworks(list: readonly string[], option: string): readonly string[] {
  for (const text of list) {
    const match = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text);
    const version = isIP(match?.[1] ?? "");
    if (version === 0 || Number(match?.[2] ?? 0) > (version === 4 ? 32 : 128)) {
      throw new UsageError("WOT_ARGUMENT", `${option} must have addresses or networks, not "${text}"`);
    }
  }
  return list;
}

/** An IPv4 address that is written as IPv6 (RFC 4291 §2.5.5.2) as itself. */
export const withoutMapping = (address: string): string =>
  /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;

const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");
