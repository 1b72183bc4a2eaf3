import { UsageError } from "@thingwright/errors";
import type { ThingModel } from "@thingwright/td";
import { type Clock, systemClock } from "./clock.js";
import { mergedContext } from "./context.js";
import { withDependencies } from "./dependencies.js";
import type { JsonObject } from "./json-object.js";
import { loadModels } from "./load-models.js";
import { textOf } from "./readable.js";
import { isExtension } from "./references.js";
import { type Override, Resolution } from "./resolution.js";
import { type ResolveLimits, resolveLimits } from "./resolve-limits.js";
import type { ThingModelResolver } from "./thing-model-resolver.js";

export interface ResolveOptions {
  /** Where `model` is from, absolute; relative references need it. */
  readonly url?: string;
  /** Where other models come from; without one, only references within `model` can be resolved. */
  readonly resolver?: ThingModelResolver;
  readonly limits?: Partial<ResolveLimits>;
  readonly signal?: AbortSignal;
  /** Measures `limits.deadlineMs`; default the clock on the wall. */
  readonly clock?: Clock;
}

/**
 * `model` as one that stands on its own, as a new object: all that it extends (`tm:extends`) and refers to (`tm:ref`) is in
 * it, and neither term is. So links of the relation `tm:extends` are gone (`tm-td-generation-processor-extends`).
 *
 * What a model says goes over what it extends or refers to, as a JSON Merge Patch: `null` removes. Of several extended
 * models, a later one goes over an earlier one. Nothing is read but what `resolver` reads.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID, with pointer and assertion: `tm-extend` or `tm-tmRef2` for what is not
 *   found, `tm-tmRef1` for a malformed reference, `tm-ref-recursive-extensions` for a cycle; WOT_TD_SYNTAX for a document
 *   that is not JSON; WOT_TD_LIMIT over a limit
 * @throws {TimeoutError} WOT_TIMEOUT after `limits.deadlineMs`
 * @throws {AbortError} WOT_ABORTED when `signal` aborts
 * @throws {UsageError} WOT_ARGUMENT if `url` is not absolute; WOT_RANGE for a limit that is no positive integer
 * @see TD 1.1 §9.3.2
 */
export async function resolveThingModel(model: ThingModel, options: ResolveOptions = {}): Promise<ThingModel> {
  return (await resolved(model, options)).model as unknown as ThingModel;
}

/** {@link resolveThingModel}, with what `model` itself writes over what it takes from others. */
export async function resolved(
  model: unknown,
  options: ResolveOptions,
): Promise<{ readonly model: JsonObject; readonly overrides: readonly Override[] }> {
  const limits = resolveLimits(options.limits);
  const url = documentUrl(options.url);
  const { resolver, signal, clock = systemClock } = options;
  const models = await loadModels(textOf(model, "the Thing Model"), url, { resolver, limits, signal, clock });
  const resolution = new Resolution(models, limits);
  const root = { url, pointer: "" };
  const complete = resolution.at(root, root) as JsonObject;
  const origins = [...resolution.used];
  const context = origins.map((origin) => models.get(origin)?.["@context"]).reduce(mergedContext, complete["@context"]);
  const lookUp = (pointer: string) => origins.map((origin) => resolution.at({ url: origin, pointer }, root));
  return {
    model: withDependencies(withoutExtensions({ ...complete, "@context": context }), lookUp),
    overrides: resolution.overrides.filter((override) => override.url === url),
  };
}

/** An absolute URL without its fragment; empty where there is none. */
export function documentUrl(url: string | undefined): string {
  if (url === undefined) return "";
  if (!URL.canParse(url)) throw new UsageError("WOT_ARGUMENT", "url must be absolute");
  return new URL(url).href.split("#", 1)[0]!;
}

function withoutExtensions({ links, ...model }: JsonObject): JsonObject {
  if (!Array.isArray(links)) return links === undefined ? model : { ...model, links };
  const others = links.filter((link) => !isExtension(link));
  return others.length === 0 ? model : { ...model, links: others };
}
