import type { ThingModel } from "@thingwright/td";
import { resolveThingModel } from "@thingwright/thing-model";
import { catalogueResolver, thingModelSource, thingModelUrl } from "./catalogue.js";
import { deepFreeze } from "./document.js";
import type { ThingModelName } from "./model-names.js";

const cache = new Map<ThingModelName, Promise<ThingModel>>();

/**
 * The Thing Model `name` of the common API, with all its parts in it; frozen, and the same object each time. It is without
 * author, manufacturer and number: the catalogue lists the model by them, and no Thing made from it has them.
 *
 * @throws {UsageError} WOT_ARGUMENT when there is none of this name
 */
export async function thingModel(name: ThingModelName): Promise<ThingModel> {
  const model = cache.get(name) ?? resolved(thingModelSource(name), thingModelUrl(name));
  cache.set(name, model);
  return model;
}

async function resolved(source: ThingModel, url: string): Promise<ThingModel> {
  const model = await resolveThingModel(source, { url, resolver: catalogueResolver });
  const kept = Object.entries(model).filter(([term]) => !term.startsWith("schema:"));
  return deepFreeze(Object.fromEntries(kept) as unknown as ThingModel);
}
