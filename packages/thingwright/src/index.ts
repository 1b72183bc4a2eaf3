export * from "@thingwright/core";
export * from "@thingwright/errors";
export { memoryCredentials, staticVerifier } from "@thingwright/security";
export type { PartialThingDescription, ThingDescription, ThingModel } from "@thingwright/td";
export { parseThingDescription, validateThingDescription } from "@thingwright/td";
export { type CreateServientOptions, createServient } from "./create-servient.js";
export type { DiscoveryOptions } from "./discovery-options.js";
