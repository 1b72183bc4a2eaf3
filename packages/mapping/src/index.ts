export { type Bridge, type BridgeOptions, bridge } from "./bridge/bridge.js";
export { type BridgeLimits, bridgeLimits } from "./bridge/bridge-limits.js";
export { BridgedDevice, type BridgedDeviceOptions, type RequestOptions } from "./bridge/bridged-device.js";
export { type DeviceLosses, sumOfLosses } from "./bridge/device-losses.js";
export { mergedState } from "./bridge/merged-state.js";
export type { KnownValue } from "./bridge/model-state.js";
export type { Northbound } from "./bridge/northbound.js";
export { type NorthboundOptions, northboundInit } from "./bridge/northbound-init.js";
export { pause } from "./bridge/pause.js";
export { SharedSource } from "./bridge/shared-source.js";
export type { Southbound, SouthboundOptions, WatchedValues, WatchOptions } from "./bridge/southbound.js";
export { type RefusalWords, spoken } from "./bridge/spoken.js";
export { quotedWords } from "./bridge/vendor-words.js";
export { compileMapping } from "./compile-mapping.js";
export {
  type Conversion,
  type ConversionContext,
  type ConversionSchemas,
  compileConversion,
} from "./conversion/conversion.js";
export type { ExpressionLimits } from "./conversion/expression.js";
export type { ModelLimits } from "./conversion/model-limits.js";
export { unitConversion } from "./conversion/unit.js";
export { qudtUnitOf } from "./conversion/unit-name.js";
export {
  checkExamples,
  type ExampleMismatch,
  type InvocationExample,
  type MappingExamples,
  type ReadExample,
  type WriteExample,
} from "./examples.js";
export { findLosses, type Loss } from "./losses.js";
export type { Feed, FeedTarget, Invoker, Mapping, Outlet, Source, Writer } from "./mapping.js";
export { isObject, type Members, membersOf, textOf } from "./members.js";
export { offers } from "./offered-operation.js";
export { type MapTerm, MapTerms, mapVocabulary } from "./vocabulary.js";
