export { type AnnouncedDevice, announcedAddresses, announcedDevices } from "./announced.js";
export {
  type DeviceAnswers,
  describeDevice,
  type ShellyPart,
} from "./describe-device.js";
export { type DeviceInfo, readDeviceInfo } from "./device-info.js";
export { type ShellyLimits, shellyLimits } from "./limits.js";
export { type ShellyEntry, shellyPlugin } from "./plugin.js";
export { type Shelly, type ShellyOptions, shelly } from "./shelly.js";
export type { ShellyDevice } from "./shelly-device.js";
export type { DeviceAddress } from "./southbound.js";
