export {
  type CoreLink,
  defaultLinkFormatLimits,
  type LinkFormatLimits,
  parseLinks,
} from "@thingwright/coap";
export {
  type CoapMulticastLimits,
  type CoapMulticastOptions,
  coapMulticast,
  defaultCoapMulticastLimits,
} from "./coap-multicast.js";
export { type CoreLinksOptions, coreLinks } from "./core-links.js";
export { direct, directory } from "./direct.js";
export { type DnsSdOptions, dnsSd } from "./dns-sd/dns-sd.js";
export { type DnsSdAnnouncerOptions, dnsSdAnnouncer } from "./dns-sd/dns-sd-announcer.js";
export { type DnsSdLimits, defaultDnsSdLimits } from "./dns-sd/dns-sd-limits.js";
export { type FindServicesOptions, type FoundService, findServices } from "./dns-sd/find-services.js";
export type {
  MulticastLink,
  MulticastMembership,
  MulticastNetwork,
  MulticastSender,
} from "./dns-sd/multicast-network.js";
export type { UdpMulticastOptions } from "./dns-sd/udp-multicast.js";
export { wellKnown } from "./well-known.js";
