export { type Building, type BuildingOptions, startBuilding } from "./building.js";
export type { InstalledThing } from "./install.js";
export type { Installation } from "./installation.js";
export { configurationSchema, maxConfiguredDevices } from "./served/configuration-schema.js";
export { type Gateway, type GatewayOptions, startGateway } from "./served/gateway.js";
export {
  type DeviceEntry,
  entriesOf,
  type GatewayConfiguration,
  gatewayConfiguration,
} from "./served/gateway-configuration.js";
export { firstRetryMs, maxPartRetryMs, type PartState, partPatienceMs } from "./served/gateway-parts.js";
export type { SecurityConfiguration } from "./served/northbound-security.js";
export type { ServerAddress, ServersConfiguration, TlsFiles } from "./served/northbound-servers.js";
export type { ReadFile } from "./served/read-file.js";
export type { ThingSettings } from "./served/thing-settings.js";
