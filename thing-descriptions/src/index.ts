export { candidatesOfKind } from "./candidates-of-kind.js";
export { catalogueResolver, partSource, partUrl, thingModelSource, thingModelUrl } from "./catalogue.js";
export {
  type DeviceName,
  deviceDescription,
  deviceNames,
  type RecordedName,
  recordedNames,
  recordedTraffic,
} from "./device.js";
export { type DeviceAffordance, emptyModel, extendedModel, freeName, isDescribed } from "./extended-model.js";
export { fittingModel, type ModelCandidate } from "./fitting-model.js";
export { thingModel } from "./model.js";
export { type PartName, partNames, type ThingModelName, thingModelNames } from "./model-names.js";
