export { type KnxClientOptions, knxClient } from "./binding/client.js";
export { knxManifest, knxVocabulary } from "./binding/manifest.js";
export { groupAddress, groupAddressText, individualAddress, individualAddressText } from "./bus/address.js";
export { type BusLimits, defaultBusLimits } from "./bus/bus-limits.js";
export type { BusLink, LinkListener, OpenLink } from "./bus/bus-link.js";
export { type GroupTelegram, type GroupValue, readTelegram, writeTelegram } from "./bus/group-telegram.js";
export type { DatapointType } from "./dpt/datapoint-type.js";
export { datapointType, datapointTypes } from "./dpt/datapoint-types.js";
