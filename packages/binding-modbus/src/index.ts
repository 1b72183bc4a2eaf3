export { type ModbusClientOptions, modbusClient } from "./client.js";
export { defaultModbusClientLimits, type ModbusClientLimits } from "./client-limits.js";
export { modbusManifest } from "./manifest.js";
