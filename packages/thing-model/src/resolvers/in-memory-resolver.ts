import type { ThingModelResolver } from "../thing-model-resolver.js";

/** Thing Models from `models`, by absolute URL without fragment; a text is taken as it is. */
export function inMemoryResolver(models: ReadonlyMap<string, string | object>): ThingModelResolver {
  return {
    async read(url) {
      const model = models.get(url);
      return model === undefined || typeof model === "string" ? model : JSON.stringify(model);
    },
  };
}
