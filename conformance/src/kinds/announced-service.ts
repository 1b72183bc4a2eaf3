import { networkInterfaces } from "node:os";
import type { ThingSubject } from "../subject.js";
import type { DnsRecord } from "../wire/mdns/dns-message.js";
import type { MdnsExchange } from "../wire/mdns/mdns-wire.js";
import { coapServer } from "./coap-server.js";

/** Names of services that introduce Things and directories (WoT Discovery 1.0 §introduction-dns-sd-sec). */
export const serviceNames = ["_wot._tcp", "_directory._sub._wot._tcp", "_wot._udp"] as const;

export type ServiceName = (typeof serviceNames)[number];

/** A service that somebody announces in the place of the Thing. */
export interface AnnouncedService {
  readonly instance: string;
  /** All names that lead to it. */
  readonly names: readonly ServiceName[];
  /** Which of its servers the port is of. */
  readonly protocol: "tcp" | "udp";
  /** By key; absent without a TXT record. */
  readonly text?: ReadonlyMap<string, string>;
}

/** What the local network announces of the Thing, and how that was found. */
export interface Announcements {
  readonly exchange: MdnsExchange;
  readonly services: readonly AnnouncedService[];
}

/** Asks the local network, once in a run, for all that leads to the servers of the Thing. */
export async function announcementsOf(subject: ThingSubject): Promise<Announcements> {
  const exchange = await subject.mdns.ask(serviceNames.map((name) => ({ name: `${name}.local`, type: "PTR" })));
  return { exchange, services: servicesIn(exchange.records, serversOf(subject)) };
}

/** A server of the Thing: host and port. */
interface Server {
  readonly protocol: "tcp" | "udp";
  readonly host: string;
  readonly port: number;
}

/** The servers that the Thing may be announced at: that of its description, and that of its Forms over CoAP. */
export function serversOf({ thing, retrieval }: ThingSubject): readonly Server[] {
  const coap = coapServer(thing);
  return [
    ...(retrieval === undefined
      ? []
      : [serverAt("tcp", retrieval.address, /^https:/i.test(retrieval.address) ? 443 : 80)]),
    ...(coap === undefined ? [] : [serverAt("udp", coap.replace(/^coap:/i, "http:"), 5683)]),
  ];
}

function serverAt(protocol: Server["protocol"], url: string, defaultPort: number): Server {
  const { hostname, port } = new URL(url);
  return { protocol, host: hostname, port: port === "" ? defaultPort : Number(port) };
}

function servicesIn(records: readonly DnsRecord[], servers: readonly Server[]): readonly AnnouncedService[] {
  const named = new Map<string, ServiceName[]>();
  for (const record of records) {
    const name = serviceNames.find((each) => record.name.toLowerCase() === `${each}.local`);
    if (record.type === "PTR" && name !== undefined) named.set(record.data, [...(named.get(record.data) ?? []), name]);
  }
  return [...named].flatMap(([instance, names]) => {
    const located = records.find((record) => record.type === "SRV" && record.name === instance);
    const server = located?.type === "SRV" ? servers.find((each) => isAt(each, located.data, records)) : undefined;
    if (server === undefined) return [];
    const described = records.find((record) => record.type === "TXT" && record.name === instance);
    const text = described?.type === "TXT" ? { text: textIn(described.data) } : {};
    return [{ instance, names, protocol: server.protocol, ...text }];
  });
}

/** Whether a service is at this server: same port, and a host that is the same by name or address. */
function isAt(
  { host, port }: Server,
  service: { readonly port: number; readonly target: string },
  records: readonly DnsRecord[],
): boolean {
  const addresses = records.flatMap((record) =>
    record.type === "A" && record.name === service.target ? [record.data] : [],
  );
  const isHere = host === "localhost" || host.startsWith("127.");
  const isSame = (address: string) => address === host || (isHere && isOwn(address));
  return port === service.port && (service.target === host || addresses.some(isSame));
}

const isOwn = (address: string): boolean =>
  address.startsWith("127.") ||
  Object.values(networkInterfaces()).some((each) => each?.some((own) => own.address === address));

/** Keys in lower case; the first of a name counts (RFC 6763 §6.4). */
function textIn(texts: readonly Uint8Array[]): ReadonlyMap<string, string> {
  const entries = texts.map((bytes) => /^([^=]+)=?(.*)$/s.exec(Buffer.from(bytes).toString()));
  return new Map(entries.reverse().flatMap((match) => (match === null ? [] : [[match[1]!.toLowerCase(), match[2]!]])));
}
