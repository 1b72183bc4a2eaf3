export { applicationKeyHeader } from "./hub-api.js";
export type { Light, LightOptions, StateError, StateOutcome } from "./light.js";
export type { LightKind, LightKindName } from "./light-kind.js";
export { type LightingHub, type LightingHubOptions, lightingHub } from "./lighting-hub.js";
