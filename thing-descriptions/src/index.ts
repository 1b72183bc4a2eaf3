export { catalogueResolver, partSource, partUrl, thingModelSource, thingModelUrl } from "./catalogue.js";
export {
  type CommonAffordance,
  type ComposedAffordance,
  composedModel,
  emptyModel,
  freeName,
  hasAffordance,
  type OwnAffordance,
} from "./composed-model.js";
export {
  type DeviceName,
  deviceDescription,
  deviceNames,
  type RecordedName,
  recordedNames,
  recordedTraffic,
} from "./device.js";
export { fittingModel } from "./fitting-model.js";
export { thingModel } from "./model.js";
export { type PartName, partNames, type ThingModelName, thingModelNames } from "./model-names.js";
