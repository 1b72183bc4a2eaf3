export * from "@thingwright/core";
export * from "@thingwright/errors";
export {
  defaultSchemes,
  introspectionVerifier,
  jwtVerifier,
  memoryCredentials,
  oauth2,
  staticVerifier,
  verifiersByDefinition,
} from "@thingwright/security";
export type {
  ActionTypes,
  EventTypes,
  PartialThingDescription,
  PropertyTypes,
  ThingDescription,
  ThingModel,
  ThingTypes,
} from "@thingwright/td";
export { parseThingDescription, validateThingDescription } from "@thingwright/td";
export { type CreateServientOptions, createServient } from "./create-servient.js";
export type { DiscoveryOptions } from "./discovery-options.js";
