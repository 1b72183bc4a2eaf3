import { broken, overLimit } from "../broken.js";
import { systemClock } from "../clock.js";
import type { JsonObject } from "../json-object.js";
import { type LoadOptions, readModel, withinDeadline } from "../load-models.js";
import { resolveLimits } from "../resolve-limits.js";
import { documentUrl, type ResolveOptions, resolved } from "../resolve-thing-model.js";
import { submodelsOf } from "./submodels.js";

/** A model that stands on its own, and what it is composed of. */
export interface ComposedModel {
  /** Instance names that lead from the top to this one, which has none. */
  readonly path: readonly string[];
  /** Where it is from; empty where the top is from nowhere. */
  readonly url: string;
  readonly model: JsonObject;
  readonly submodels: readonly ComposedModel[];
}

/**
 * `model` and all that it is composed of.
 *
 * @throws as `resolveThingModel` does; further WOT_TD_INVALID with `tm-compose-submodel` for a model that is composed of itself or
 *   of what is not found, and WOT_TD_LIMIT over `maxThings`
 * @see TD 1.1 §9.3.3
 */
export async function composition(model: unknown, options: ResolveOptions): Promise<ComposedModel> {
  const limits = resolveLimits(options.limits);
  const { clock = systemClock, resolver, signal } = options;
  const load: LoadOptions = { clock, limits, resolver, signal };
  return withinDeadline(load, (both) => new Composition(load, both).compose(model, documentUrl(options.url), []));
}

class Composition {
  readonly #options: LoadOptions;
  readonly #signal: AbortSignal;
  /** URLs from the top to the model that is being composed; to come to one again is a cycle. */
  readonly #open: string[] = [];
  readonly #models = new Map<string, JsonObject>();
  #things = 0;

  constructor(options: LoadOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  async compose(model: unknown, url: string, path: readonly string[]): Promise<ComposedModel> {
    const { limits } = this.#options;
    if (++this.#things > limits.maxThings) throw overLimit(url, "maxThings", limits.maxThings);
    const complete = await this.#resolved(model, url);
    this.#open.push(url);
    if (this.#open.length > limits.maxChain) throw overLimit(url, "maxChain", limits.maxChain);
    const submodels: ComposedModel[] = [];
    for (const submodel of submodelsOf(complete, url)) {
      if (this.#open.includes(submodel.url)) {
        throw broken(url, submodel.pointer, `composes ${submodel.url} of itself`, submodel.assertion);
      }
      const known = this.#models.get(submodel.url);
      const part = known ?? (await readModel(submodel, url, this.#options, this.#signal));
      submodels.push(await this.compose(part, submodel.url, [...path, submodel.name]));
    }
    this.#open.pop();
    return { path, url, model: complete, submodels };
  }

  async #resolved(model: unknown, url: string): Promise<JsonObject> {
    const known = this.#models.get(url);
    if (known !== undefined && url !== "") return known;
    const { limits, resolver, clock } = this.#options;
    const options = { limits, clock, signal: this.#signal, ...(url === "" ? {} : { url }) };
    const complete = await resolved(model, resolver === undefined ? options : { ...options, resolver });
    this.#models.set(url, complete.model);
    return complete.model;
  }
}
