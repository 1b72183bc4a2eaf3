/** Transports of DNS-SD service types that the Web of Things uses. */
export type ServiceProtocol = "tcp" | "udp";

/** What goes by one transport (Discovery, `introduction-dns-sd-txt-record`, `introduction-dns-sd-txt-record-udp`). */
interface ServiceType {
  /** Whose instances are Things and directories. */
  readonly type: string;
  /** Whose instances are directories. */
  readonly directories: string;
  /** Schemes, the default first, and their default ports. */
  readonly schemes: ReadonlyMap<string, number>;
}

/** The service names of the Web of Things (Discovery §6.3, `introduction-dns-sd-service-name` and the two after it). */
export const serviceTypes: Readonly<Record<ServiceProtocol, ServiceType>> = {
  tcp: {
    type: "_wot._tcp.local",
    directories: "_directory._sub._wot._tcp.local",
    schemes: new Map([
      ["http", 80],
      ["https", 443],
      ["coap+tcp", 5683],
      ["coaps+tcp", 5684],
    ]),
  },
  udp: {
    type: "_wot._udp.local",
    directories: "_directory._sub._wot._udp.local",
    schemes: new Map([
      ["coap", 5683],
      ["coaps", 5684],
    ]),
  },
};

/** Which service types there are on a network (RFC 6763 §9). */
export const serviceEnumeration = "_services._dns-sd._udp.local";

/** The transport that `scheme` goes by, `undefined` for one that DNS-SD does not announce Things of. */
export const protocolOf = (scheme: string): ServiceProtocol | undefined =>
  (["tcp", "udp"] as const).find((protocol) => serviceTypes[protocol].schemes.has(scheme));
