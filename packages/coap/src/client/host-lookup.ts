import { lookup as dnsLookup } from "node:dns/promises";
import { isIP, SocketAddress } from "node:net";
import { NetworkError } from "@thingwright/errors";
import type { Clock } from "../time/clock.js";

/** Finds the IP address of a host name. */
export type Lookup = (host: string) => Promise<string>;

const MAX_HOSTS = 256;
const FRESH_MS = 60_000;

/** The look-up of the operating system. */
export const systemLookup: Lookup = async (host) => (await dnsLookup(host)).address;

/** Addresses of hosts, each remembered for a minute. */
export class HostLookup {
  readonly #lookup: Lookup;
  readonly #clock: Clock;
  readonly #known = new Map<string, { readonly address: string; readonly atMs: number }>();

  constructor(lookup: Lookup, clock: Clock) {
    this.#lookup = lookup;
    this.#clock = clock;
  }

  /** The address of a host name if it is known; without waiting. */
  known(host: string): string | undefined {
    const entry = this.#known.get(host);
    return entry !== undefined && this.#clock.now() - entry.atMs < FRESH_MS ? entry.address : undefined;
  }

  /** @throws {NetworkError} WOT_NETWORK, not sent */
  async find(host: string): Promise<string> {
    try {
      const address = await this.#lookup(host);
      if (this.#known.size >= MAX_HOSTS) this.#known.clear();
      this.#known.set(host, { address, atMs: this.#clock.now() });
      return address;
    } catch (cause) {
      throw new NetworkError("WOT_NETWORK", `no address found for ${host}`, { cause, sent: false });
    }
  }
}

/** The address that `host` is itself, if it is no name. */
export function literalAddress(host: string): string | undefined {
  const family = isIP(host);
  if (family === 4) return host;
  return family === 6 ? canonicalIPv6(host) : undefined;
}

/** As sockets spell it, so that answers are recognized; an IPv4-mapped address as IPv4. */
function canonicalIPv6(host: string): string {
  if (host.includes("%")) return host;
  const { address } = new SocketAddress({ address: host, family: "ipv6" });
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}
