export { AirFilter } from "./air-filter.js";
export { ClimateControl, type HvacMode, hvacModes } from "./climate-control.js";
export { type HvacUnit, type HvacUnitOptions, hvacUnit } from "./hvac-unit.js";
export { type ModbusFrame, ModbusFrames } from "./modbus-frames.js";
export { hvacAddress, hvacStatusBit } from "./register-map.js";
