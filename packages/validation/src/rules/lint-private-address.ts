import { truncate } from "@thingwright/td";
import { findPrivateAddressesIn } from "../exposure/private-addresses.js";
import type { PrivateAddressKind } from "../exposure/private-host.js";
import { leavesOnce } from "./leaves-once.js";
import type { Rule } from "./rule.js";

/** An address that leads nowhere outside the network where it was written down; fine there, but not in a published document. */
export const privateAddress: Rule = {
  id: "lint-private-address",
  level: "lint",
  *check(doc) {
    for (const { pointer, kind, host } of findPrivateAddressesIn(leavesOnce(doc))) {
      yield { pointer, phrase: `has the address ${truncate(host)}, ${phrases[kind]}` };
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
