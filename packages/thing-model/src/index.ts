export { type AbstractOptions, abstractThing } from "./abstract-thing.js";
export { type AffordanceMap, affordanceMaps, type PlacedAffordance } from "./affordance/affordance-kinds.js";
export { checkOverrides } from "./check-overrides.js";
export type { Clock } from "./clock.js";
export { compareModels, type ModelChange, type ModelComparison } from "./compare/compare-models.js";
export type { Impact, Impacts } from "./compare/impact.js";
export type { Bump } from "./compare/version.js";
export {
  type DerivedThing,
  type DerivedThings,
  type DeriveThingsOptions,
  deriveThings,
  type ThingPlace,
} from "./compose/derive-things.js";
export { mergeSubmodels } from "./compose/merge-submodels.js";
export { type ConformanceOptions, checkConformance } from "./conformance/check-conformance.js";
export { type DeriveOptions, formsByName } from "./derive/derive-options.js";
export { type Derivation, deriveThing } from "./derive/derive-thing.js";
export type { MissingPart } from "./derive/missing-part.js";
export { fillPlaceholders } from "./placeholders/fill-placeholders.js";
export {
  type PlaceholderSchema,
  type PlaceholderSchemaOptions,
  placeholderSchema,
} from "./placeholders/placeholder-schema.js";
export { type PlaceholderUse, placeholdersOf } from "./placeholders/placeholders-of.js";
export { defaultResolveLimits, type ResolveLimits } from "./resolve-limits.js";
export { type ResolveOptions, resolveThingModel } from "./resolve-thing-model.js";
export { allowList, allowListResolver } from "./resolvers/allow-list-resolver.js";
export { fileResolver } from "./resolvers/file-resolver.js";
export { type HttpsResolverOptions, httpsResolver } from "./resolvers/https-resolver.js";
export { inMemoryResolver } from "./resolvers/in-memory-resolver.js";
export type { ReadOptions, ThingModelResolver } from "./thing-model-resolver.js";
