import { networkInterfaces } from "node:os";
import { type CoapAddress, DEFAULT_PORT } from "@thingwright/coap";

/** Whether `address` can only be reached from this machine. */
export const isLoopback = (address: string): boolean =>
  address === "localhost" || address === "::1" || /^(?:::ffff:)?127\./.test(address);

/** Base URIs of a server that listens on `bound`: of all interfaces when it listens on all. */
export function baseUris({ address, port }: CoapAddress): readonly string[] {
  const authority = (host: string): string => (host.includes(":") ? `[${host}]` : host);
  const uri = (host: string): string => `coap://${authority(host)}${port === DEFAULT_PORT ? "" : `:${port}`}`;
  if (address !== "0.0.0.0" && address !== "::") return [uri(address)];
  const reachable = Object.values(networkInterfaces())
    .flatMap((infos) => infos ?? [])
    .filter((info) => !info.internal && !info.address.startsWith("fe80:"))
    .filter((info) => address === "::" || info.family === "IPv4")
    .sort((a, b) => a.family.localeCompare(b.family));
  return reachable.length === 0 ? [uri("127.0.0.1")] : reachable.map((info) => uri(info.address));
}
