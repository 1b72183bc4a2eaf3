export { type ModbusClientOptions, modbusClient } from "./client.js";
export { manifest as modbusManifest } from "./manifest.js";
