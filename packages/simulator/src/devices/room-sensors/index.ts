export { climateSensor } from "./climate-sensor.js";
export { contactSensor } from "./contact-sensor.js";
export { MqttSensor, type MqttSensorOptions } from "./mqtt-sensor.js";
export { occupancySensor } from "./occupancy-sensor.js";
export type { Measurement, SensorModel } from "./sensor-model.js";
export { numberSetting, SensorSettings, type SettingRule, switchSetting, wordSetting } from "./sensor-settings.js";
