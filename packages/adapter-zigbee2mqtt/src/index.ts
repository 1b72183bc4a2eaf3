export { type DeviceDefinition, describeDevice, type ZigbeePart } from "./describe-device.js";
export type { ZigbeeDevice } from "./device-list.js";
export { exposeLimits } from "./exposes.js";
export { type Zigbee2MqttEntry, zigbee2mqttPlugin } from "./plugin.js";
export type { DeviceAddress } from "./southbound.js";
export {
  type Zigbee2Mqtt,
  type Zigbee2MqttLimits,
  type Zigbee2MqttOptions,
  zigbee2MqttLimits,
  zigbee2mqtt,
} from "./zigbee2mqtt.js";
