import { groupAddress } from "../bus/address.js";
import type { Endpoint } from "../ip/endpoint.js";

/** How the bus is reached: a tunnel over UDP, over TCP or in a secure session, or multicast beside the routers. */
export type Way = "udp" | "tcp" | "secure" | "multicast";

/** The address of a bus. */
export interface BusAddress extends Endpoint {
  readonly way: Way;
}

const ways = new Map<string, Way>([
  ["knx:", "udp"],
  ["knx+tcp:", "tcp"],
  ["knx+secure:", "secure"],
  ["knx+multicast:", "multicast"],
]);

const defaultPort = 3671;

/**
 * The bus at `knx://host:port`, `knx+tcp://host:port`, `knx+secure://host:port` or `knx+multicast://group:port`, and the group address that the path is.
 * `undefined` for what is none.
 */
export function parseKnxAddress(
  text: string,
): { readonly bus: BusAddress; readonly group: number | undefined } | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, username, password, search, hash } = new URL(text);
  const way = ways.get(protocol);
  if (way === undefined || hostname === "" || username + password + search + hash !== "") return undefined;
  const number = port === "" ? defaultPort : Number(port);
  return { bus: { way, address: hostname, port: number }, group: groupAddress(pathname.replace(/^\//, "")) };
}

/** The address of a bus as Forms have it, without a slash at its end. */
export function busUrl({ way, address, port }: BusAddress): string {
  const [scheme] = [...ways].find(([, each]) => each === way)!;
  return `${scheme}//${address}:${port}`;
}
