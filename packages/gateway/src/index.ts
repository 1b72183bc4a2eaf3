export { type Building, type BuildingOptions, startBuilding } from "./building.js";
export type { InstalledThing } from "./install.js";
export type { Installation } from "./installation.js";
export { type Gateway, type GatewayOptions, startGateway } from "./served/gateway.js";
export {
  type DeviceEntry,
  type GatewayConfiguration,
  gatewayConfiguration,
  gatewayConfigurationSchema,
  maxConfiguredDevices,
} from "./served/gateway-configuration.js";
export { firstRetryMs, maxPartRetryMs, type PartState } from "./served/gateway-parts.js";
export type { ReadDocument } from "./served/planned-device.js";
