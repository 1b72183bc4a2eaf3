import { isLoopback, type Offer } from "@thingwright/contracts";
import type { DnsRecord } from "./dns-message.js";
import { isEncodableName } from "./dns-name.js";
import { writeServiceText } from "./service-text.js";
import { protocolOf, serviceEnumeration, serviceTypes } from "./service-type.js";

/** Seconds that records may be kept: of a host, and all others (RFC 6762 §10). */
const [hostTtl, otherTtl] = [120, 4_500];

/** An offer in the words of DNS-SD; only its name is still open. */
export interface ServiceOffer {
  /** Title, of which the name is made. */
  readonly title: string;
  /** Whether others than this machine can use the address. */
  readonly isPublic: boolean;
  /** The service type, to which the instance's label is put. */
  readonly type: string;
  /** All records of the instance `name`, those that are claimed first (RFC 6762 §8.1). */
  records(name: string): ServiceRecords;
}

/** The records of a named instance. */
export interface ServiceRecords {
  /** SRV and TXT: nobody else may have them. */
  readonly unique: readonly DnsRecord[];
  /** Pointers to the instance, and to its type. */
  readonly pointers: readonly DnsRecord[];
  /** Addresses of the host. */
  readonly addresses: readonly DnsRecord[];
}

/**
 * What is to be announced of `offer`; `undefined` when it cannot be: another scheme, a path that is too long.
 *
 * @param ownHost - name in `.local` for offers at an IP address; nobody else has it
 */
export function serviceOffer(offer: Offer, ownHost: string): ServiceOffer | undefined {
  const url = URL.canParse(offer.url) ? new URL(offer.url) : undefined;
  const scheme = url?.protocol.slice(0, -1) ?? "";
  const protocol = protocolOf(scheme);
  if (url === undefined || protocol === undefined) return undefined;
  const { type, directories, schemes } = serviceTypes[protocol];
  const data = writeServiceText({ td: url.pathname + url.search, kind: offer.kind, scheme });
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const { target, addresses } = hostOf(host, ownHost);
  if (data === undefined || !isEncodableName(target)) return undefined;
  const port = url.port === "" ? (schemes.get(scheme) ?? 0) : Number(url.port);
  return {
    title: offer.title,
    isPublic: !isLoopback(host),
    type,
    records: (name) => ({
      unique: [
        { type: "SRV", name, ttl: hostTtl, flush: true, data: { priority: 0, weight: 0, port, target } },
        { type: "TXT", name, ttl: otherTtl, flush: true, data },
      ],
      pointers: [
        { type: "PTR", name: type, ttl: otherTtl, data: name },
        ...(offer.kind === "directory" ? [{ type: "PTR", name: directories, ttl: otherTtl, data: name } as const] : []),
        { type: "PTR", name: serviceEnumeration, ttl: otherTtl, data: type },
      ],
      addresses,
    }),
  };
}

/** A host that is known by name keeps it: its addresses are no business of ours. */
function hostOf(host: string, ownHost: string): { target: string; addresses: readonly DnsRecord[] } {
  const address = host === "localhost" ? "127.0.0.1" : host;
  const type = address.includes(":") ? "AAAA" : /^\d+(?:\.\d+){3}$/.test(address) ? "A" : undefined;
  if (type === undefined) return { target: host.replace(/\.$/, ""), addresses: [] };
  // A host of its own for each address: one that has several must not be taken for another's.
  const target = `${address.replace(/[.:]/g, "-")}-${ownHost}`.replace(/^-+/, "");
  return { target, addresses: [{ type, name: target, ttl: hostTtl, flush: true, data: address }] };
}
