export type { AirSample } from "./air-probe.js";
export { type AirQualitySensor, type AirQualitySensorOptions, airQualitySensor } from "./air-quality-sensor.js";
