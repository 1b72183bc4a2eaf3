import { type Finding, isRecord, resolvePointer } from "@thingwright/td";
import { affordancesOf, optionalOf } from "../affordance/affordance-kinds.js";
import { modelVersion } from "../compare/version.js";
import type { JsonObject } from "../json-object.js";
import { readable, resolvedModel } from "../readable.js";
import { deviations, isContradiction } from "./deviations.js";
import { leftovers } from "./leftovers.js";
import { nonConformance } from "./non-conformance.js";

export interface ConformanceOptions {
  /** Where the model can be found: the link of the relation `type`, if there is one, has to lead there. */
  readonly modelHref?: string;
}

/**
 * Where the Thing Description `thing` is no instance of `model`, which must stand on its own (`resolveThingModel`); empty
 * when it is one. Optional affordances may be missing, others than the model's may be there, and definitions may be narrower.
 *
 * What breaks a MUST of the derivation is an error: what is required is taken over, and with the definitions of the model,
 * so that a `type` which shares no value with the model's cannot come of it. All else is a warning, for that an instance is
 * valid according to its model is a SHOULD (`tm-derivation-validity`). Whether `thing` is a valid Thing Description is not looked at.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID if either is no JSON object, or `model` is no Thing Model or has to be
 *   resolved before; WOT_TD_LIMIT over 4 MiB or 64 levels
 * @see TD 1.1 §9.1, §9.4
 */
export function checkConformance(
  thing: unknown,
  model: unknown,
  { modelHref }: ConformanceOptions = {},
): readonly Finding[] {
  const [instance, origin] = [readable(thing, "the Thing Description"), resolvedModel(model)];
  return [
    ...leftovers(instance),
    ...affordanceFindings(instance, origin),
    ...versionFindings(instance, origin),
    ...linkFindings(instance, modelHref),
  ];
}

function* affordanceFindings(thing: JsonObject, model: JsonObject): Generator<Finding> {
  const optional = optionalOf(model);
  for (const { map, pointer, affordance } of affordancesOf(model)) {
    const own = resolvePointer(thing, pointer);
    if (own === undefined) {
      if (optional.has(pointer)) continue;
      yield nonConformance(
        "error",
        "thing-model-td-generation-processor-required",
        pointer,
        "is required by the model",
      );
    } else if (!isRecord(own)) yield nonConformance("warning", "tm-derivation-validity", pointer, "is no object");
    else {
      for (const deviation of deviations(map, affordance, own, pointer)) {
        const [level, assertion] = isContradiction(deviation)
          ? (["error", "thing-model-td-generation-processor-imports"] as const)
          : (["warning", "tm-derivation-validity"] as const);
        yield nonConformance(level, assertion, deviation.pointer, `${deviation.phrase}, unlike in the model`);
      }
    }
  }
}

function* versionFindings(thing: JsonObject, model: JsonObject): Generator<Finding> {
  const [own, wanted] = [modelVersion(thing), modelVersion(model)];
  if (own === undefined || wanted === undefined || wanted.includes("{{") || own === wanted) return;
  const what = `says ${own}, and the model is ${wanted}`;
  yield nonConformance("warning", "tm-derivation-validity", "/version/model", what);
}

function* linkFindings({ links }: JsonObject, modelHref: string | undefined): Generator<Finding> {
  const placed = (Array.isArray(links) ? links : []).map((link, index) => ({ link, index }));
  const types = placed.filter(({ link }) => isRecord(link) && link.rel === "type");
  for (const { index } of types.slice(1)) {
    yield nonConformance("error", "tm-rel-type-maximum", `/links/${index}`, "is a second link of the relation type");
  }
  const first = types[0];
  if (modelHref === undefined || first === undefined || first.link.href === modelHref) return;
  yield nonConformance("warning", "tm-derivation-validity", `/links/${first.index}/href`, "leads to another model");
}
