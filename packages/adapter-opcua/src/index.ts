export { opcuaSecuritySchemes } from "./binding/channel-security.js";
export { defaultOpcuaClientLimits, type OpcuaClientLimits } from "./binding/client-limits.js";
export { opcuaManifest } from "./binding/manifest.js";
export { opcuaAddress } from "./binding/opcua-address.js";
export { type OpcuaClientOptions, opcuaClient } from "./binding/opcua-client.js";
export { type OpcuaLimits, opcuaLimits } from "./limits.js";
export { type Opcua, type OpcuaOptions, opcua } from "./opcua.js";
export { type OpcuaEntry, opcuaPlugin } from "./plugin.js";
export type { TemplateEntry, ThingTemplate } from "./recognition/template.js";
export type { ApplicationIdentity } from "./stack/application-identity.js";
export type { ServerTrust } from "./stack/server-certificate.js";
export type {
  UaDataValue,
  UaEndpoint,
  UaIdentity,
  UaReference,
  UaSession,
  UaSessionEvents,
  UaStack,
  UaStatus,
} from "./stack/ua-session.js";
