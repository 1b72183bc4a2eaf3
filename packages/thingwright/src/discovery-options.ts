import type { Announcer, Introducer } from "@thingwright/contracts";
import {
  type CoapMulticastOptions,
  coapMulticast,
  coreLinks,
  type DnsSdAnnouncerOptions,
  type DnsSdOptions,
  directory,
  dnsSd,
  dnsSdAnnouncer,
  wellKnown,
} from "@thingwright/discovery";

/** How Things are found, and made known. Nothing of it by default. */
export interface DiscoveryOptions {
  /** Looks on the local network by DNS-SD; `true` for its own defaults. */
  readonly dnsSd?: DnsSdOptions | true;
  /** Hosts or URLs to look at `/.well-known/wot`. */
  readonly wellKnown?: readonly string[];
  /** Hosts or URLs to ask for links in the CoRE Link Format. */
  readonly coreLinks?: readonly string[];
  /** Asks the CoAP nodes of the local network by multicast; `true` for its own defaults. */
  readonly coapMulticast?: CoapMulticastOptions | true;
  /** URLs of the descriptions of directories. */
  readonly directories?: readonly string[];
  /** Tells the local network by DNS-SD what is exposed; `true` for its own defaults. */
  readonly announce?: DnsSdAnnouncerOptions | true;
}

/** @throws {UsageError} WOT_ARGUMENT for a host that is none */
export function introducersFor({ dnsSd: local, ...known }: DiscoveryOptions): readonly Introducer[] {
  const introducers = (known.directories ?? []).map(directory);
  if (local !== undefined) introducers.push(dnsSd(local === true ? {} : local));
  if (known.wellKnown !== undefined) introducers.push(wellKnown(...known.wellKnown));
  if (known.coreLinks !== undefined) introducers.push(coreLinks({ hosts: known.coreLinks }));
  if (known.coapMulticast !== undefined)
    introducers.push(coapMulticast(known.coapMulticast === true ? {} : known.coapMulticast));
  return introducers;
}

export const announcersFor = ({ announce }: DiscoveryOptions): readonly Announcer[] =>
  announce === undefined ? [] : [dnsSdAnnouncer(announce === true ? {} : announce)];
