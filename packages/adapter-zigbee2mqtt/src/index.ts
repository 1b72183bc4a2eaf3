export type { AdaptedDevice } from "./adapted-device.js";
export { type DescribedDevice, type DescribedPart, type DeviceDefinition, describeDevice } from "./describe-device.js";
export type { ListedDevice, UnofferedDevice } from "./device-list.js";
export { exposeLimits } from "./exposes.js";
export type { DeviceAddress } from "./southbound.js";
export {
  type DeviceChange,
  type Zigbee2Mqtt,
  type Zigbee2MqttLimits,
  type Zigbee2MqttOptions,
  zigbee2MqttLimits,
  zigbee2mqtt,
} from "./zigbee2mqtt.js";
