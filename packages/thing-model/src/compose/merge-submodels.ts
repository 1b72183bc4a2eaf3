import { isRecord, type ThingModel } from "@thingwright/td";
import { type AffordanceMap, affordancesOf, optionalOf } from "../affordance/affordance-kinds.js";
import { broken } from "../broken.js";
import { mergedContext } from "../context.js";
import type { JsonObject } from "../json-object.js";
import { isSubmodel } from "../references.js";
import type { ResolveOptions } from "../resolve-thing-model.js";
import { sameJson } from "../schema/same-json.js";
import { type ComposedModel, composition } from "./composition.js";

/**
 * `model` with the affordances of all models that it is composed of (`tm:submodel`), at all levels, so that one Thing can be
 * derived from it. Each has the instance name before its own: `led_fadeIn`, so that no names collide and none changes when
 * another submodel gains an affordance.
 *
 * Definitions of security, of schemas and of URI variables keep their names, and must not have two meanings. All else that a
 * submodel says of itself, as its title or its base, is left out.
 *
 * @throws as `resolveThingModel` does; WOT_TD_INVALID with `tm-compose-name-collision` where a name would be there twice,
 *   `tm-compose-submodel` for a model that is composed of itself; WOT_TD_LIMIT over `maxThings`
 * @see TD 1.1 §9.3.3
 */
export async function mergeSubmodels(model: unknown, options: ResolveOptions = {}): Promise<ThingModel> {
  return merged(await composition(model, options)) as unknown as ThingModel;
}

function merged({ model, submodels, url }: ComposedModel): JsonObject {
  const whole = submodels.reduce((before, part) => withPart(before, merged(part), part.path.at(-1)!, url), model);
  if (submodels.length === 0) return whole;
  const links = (whole.links as readonly unknown[]).filter((link) => !isSubmodel(link));
  const { links: _links, ...rest } = whole;
  return links.length === 0 ? rest : { ...rest, links };
}

function withPart(whole: JsonObject, part: JsonObject, name: string, url: string): JsonObject {
  const maps = new Map<AffordanceMap, Map<string, unknown>>();
  const optional: string[] = [];
  const own = optionalOf(part);
  for (const { map, name: bare, pointer, affordance } of affordancesOf(part)) {
    const affordances = maps.get(map) ?? new Map<string, unknown>();
    maps.set(map, affordances.set(`${name}_${bare}`, affordance));
    if (own.has(pointer)) optional.push(pointer.replace(/[^/]*$/, (last) => `${escaped(name)}_${last}`));
  }
  const definitions = sharedMaps.filter((term) => isRecord(part[term]));
  return {
    ...whole,
    "@context": mergedContext(whole["@context"], part["@context"]),
    ...Object.fromEntries([...maps].map(([map, added]) => [map, joined(whole[map], added, `/${map}`, url)])),
    ...Object.fromEntries(
      definitions.map((term) => [term, joined(whole[term], entriesOf(part[term]), `/${term}`, url)]),
    ),
    ...(optional.length === 0 ? {} : { "tm:optional": [...optionalOf(whole), ...optional] }),
  };
}

const sharedMaps: readonly string[] = ["schemaDefinitions", "securityDefinitions", "uriVariables"];

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

const entriesOf = (map: unknown): ReadonlyMap<string, unknown> => new Map(Object.entries(map as JsonObject));

/** `tm-compose-name-collision`: no name may be there twice and mean two things. */
function joined(own: unknown, added: ReadonlyMap<string, unknown>, pointer: string, url: string): JsonObject {
  const before = isRecord(own) ? own : {};
  for (const [name, value] of added) {
    if (!Object.hasOwn(before, name) || sameJson(before[name], value)) continue;
    throw broken(url, pointer, `would have two meanings of ${name}`, "tm-compose-name-collision");
  }
  return { ...before, ...Object.fromEntries(added) };
}
