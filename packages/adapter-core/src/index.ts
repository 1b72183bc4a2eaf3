export { AdaptedDevice, type OfferingEnvironment } from "./adapted-device.js";
export type { Adapter } from "./adapter.js";
export type {
  AdapterEnvironment,
  AdapterPlugin,
  FindOptions,
  FoundEntry,
  PairOptions,
  Secret,
} from "./adapter-plugin.js";
export { type BrokerSecurity, brokerSecurity } from "./broker-security.js";
export type { DescribedDevice, DescribedPart, ListedDevice, UnofferedDevice } from "./described-device.js";
export { DeviceRoster, type DeviceRosterOptions } from "./device-roster.js";
export { type HeardTopic, heardTopics, maxWaitingTopics } from "./heard-topics.js";
export { merged } from "./merged.js";
export type { DeviceChange, OfferedDevice } from "./offered-device.js";
export { type PartModel, type PartQuestion, partModel } from "./part-model.js";
export type { PartSettings, SettingsOf } from "./part-settings.js";
export { RosterAdapter } from "./roster-adapter.js";
