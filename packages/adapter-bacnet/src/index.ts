export { type BacnetClientOptions, bacnetClient } from "./binding/client.js";
export { type BacnetClientLimits, defaultBacnetClientLimits } from "./binding/client-limits.js";
export { bacnetManifest } from "./binding/manifest.js";
export { bacnetPort, type NetworkPlace } from "./binding/network-place.js";
export type { DatagramPort, OpenPort, PortEvents } from "./protocol/datagram-port.js";
export type { LinkAddress } from "./protocol/link-message.js";
