export { type OpcuaClientLimits, defaultOpcuaClientLimits } from "./binding/client-limits.js";
export { opcuaSecuritySchemes } from "./binding/channel-security.js";
export { opcuaManifest } from "./binding/manifest.js";
export { opcuaAddress } from "./binding/opcua-address.js";
export { type OpcuaClient, type OpcuaClientOptions, opcuaClient } from "./binding/opcua-client.js";
