export {
  type DescribedDevice,
  type DescribedPart,
  type DeviceAnswers,
  describeDevice,
} from "./describe-device.js";
export { type DeviceInfo, readDeviceInfo } from "./device-info.js";
export { type ShellyLimits, shellyLimits } from "./limits.js";
export { type DeviceChange, type Shelly, type ShellyOptions, shelly, type UnofferedAddress } from "./shelly.js";
export type { ShellyDevice } from "./shelly-device.js";
export type { DeviceAddress } from "./southbound.js";
