export { defaultResolveLimits, type ResolveLimits } from "./resolve-limits.js";
export { type ResolveOptions, resolveThingModel } from "./resolve-thing-model.js";
export { allowListResolver } from "./resolvers/allow-list-resolver.js";
export { fileResolver } from "./resolvers/file-resolver.js";
export { inMemoryResolver } from "./resolvers/in-memory-resolver.js";
export type { ReadOptions, ThingModelResolver } from "./thing-model-resolver.js";
