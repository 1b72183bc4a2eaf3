export { type DeviceName, deviceDescription, deviceNames } from "./device.js";
export { type ThingModelName, thingModel, thingModelNames } from "./model.js";
