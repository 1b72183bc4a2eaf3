import type { Introducer } from "@thingwright/contracts";
import { coapMulticast, coreLinks, direct, directory, dnsSd, wellKnown } from "@thingwright/discovery";
import { UsageError } from "@thingwright/errors";

/** How Things are looked for. */
interface Way {
  readonly needsHosts: boolean;
  make(hosts: readonly string[]): readonly Introducer[];
}

/** By the name on the command line. */
const ways = new Map<string, Way>([
  ["dns-sd", { needsHosts: false, make: () => [dnsSd()] }],
  ["direct", { needsHosts: true, make: (urls) => [direct(...urls)] }],
  ["directory", { needsHosts: true, make: (urls) => urls.map((url) => directory(url)) }],
  ["well-known", { needsHosts: true, make: (hosts) => [wellKnown(...hosts)] }],
  ["coap-multicast", { needsHosts: false, make: () => [coapMulticast()] }],
  ["core-links", { needsHosts: true, make: (hosts) => [coreLinks({ hosts })] }],
]);

export const wayNames: readonly string[] = [...ways.keys()];

/**
 * The introducers that a command line asks for: by default, the addresses themselves or, without any, the local network.
 *
 * @throws {UsageError} WOT_ARGUMENT for an unknown name, and for one that needs hosts when there are none
 */
export function introducersOf(via: readonly string[] | undefined, hosts: readonly string[]): readonly Introducer[] {
  return (via ?? [hosts.length === 0 ? "dns-sd" : "direct"]).flatMap((name) => {
    const way = ways.get(name);
    if (way === undefined) throw new UsageError("WOT_ARGUMENT", `"${name}" is none of ${wayNames.join(", ")}`);
    if (way.needsHosts && hosts.length === 0)
      throw new UsageError("WOT_ARGUMENT", `--via ${name} needs a host or a URL`);
    return way.make(hosts);
  });
}
