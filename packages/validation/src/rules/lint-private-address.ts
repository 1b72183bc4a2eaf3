import { truncate } from "@thingwright/td";
import { type PlacedAddress, placedAddressesIn } from "../exposure/private-addresses.js";
import type { PrivateAddressKind } from "../exposure/private-host.js";
import { pointerOf } from "../place.js";
import { leavesOnce } from "./leaves-once.js";
import { inOtherPlaces } from "./other-places.js";
import type { Rule } from "./rule.js";

/**
 * An address that leads nowhere outside the network where it was written down; fine there, but not in a published document.
 * Each address is said once.
 */
export const privateAddress: Rule = {
  id: "lint-private-address",
  level: "lint",
  *check(doc) {
    const byHost = new Map<string, { readonly first: PlacedAddress; count: number }>();
    for (const address of placedAddressesIn(leavesOnce(doc))) {
      const known = byHost.get(address.host);
      if (known === undefined) byHost.set(address.host, { first: address, count: 1 });
      else known.count++;
    }
    for (const { first, count } of byHost.values()) {
      const phrase = `has the address ${truncate(first.host)}, ${phrases[first.kind]}${inOtherPlaces(count - 1)}`;
      yield { pointer: pointerOf(first.place), phrase };
    }
  },
};

const phrases: Readonly<Record<PrivateAddressKind, string>> = {
  loopback: "which is everybody's own machine",
  "private-network": "which is in a private network",
  "link-local": "which is good on one link only",
  "unique-local": "which is in a private network",
  unspecified: "which is no address of anything",
  "local-name": "which only the local network knows",
};
