export type { AnnouncedDevice } from "./announced-device.js";
export type { BrokerAddress } from "./broker-address.js";
export { type AnnouncedPart, type DeviceDefinition, describeDevice } from "./describe-device.js";
export { discoveryLimits } from "./discovery/discovery-limits.js";
export { type DiscoveryTopic, readDiscoveryTopic } from "./discovery/discovery-topic.js";
export { type DiscoveredConfig, type EntityConfig, readConfig } from "./discovery/entity-config.js";
export {
  type HomeAssistant,
  type HomeAssistantOptions,
  homeAssistant,
} from "./home-assistant.js";
export { type HomeAssistantLimits, homeAssistantLimits } from "./home-assistant-limits.js";
export { type HomeAssistantEntry, homeAssistantPlugin } from "./plugin.js";
export { templateLimits } from "./template/template-limits.js";
export { type TranslatedTemplate, translateTemplate } from "./template/translate.js";
