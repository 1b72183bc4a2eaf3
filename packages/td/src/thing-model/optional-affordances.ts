import { ThingDescriptionError, UsageError } from "@thingwright/errors";
import { isRecord } from "../json/is-record.js";
import { escapePointer, resolvePointer } from "../json-pointer.js";
import type { JsonObject } from "./merge-patch.js";

/**
 * `model` without those of its optional affordances that `wanted` does not name.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID for a `tm:optional` that is no array of pointers to affordances
 * @throws {UsageError} WOT_ARGUMENT if `wanted` names an affordance that is not optional
 * @see TD 1.1 §9.3.4, `tm-tmOptional-array`, `tm-tmOptional-resolver`
 */
export function withoutUnwanted(model: JsonObject, wanted: readonly string[]): JsonObject {
  const optional = pointersOf(model);
  for (const pointer of wanted) {
    if (!optional.has(pointer)) throw new UsageError("WOT_ARGUMENT", `${pointer} is not in "tm:optional" of the model`);
  }
  const unwanted = new Set(optional);
  for (const pointer of wanted) unwanted.delete(pointer);
  return unwanted.size === 0 ? model : Object.fromEntries(Object.entries(model).map(thinOut(unwanted)));
}

function pointersOf(model: JsonObject): ReadonlySet<string> {
  const optional = model["tm:optional"] ?? [];
  if (!Array.isArray(optional)) throw broken("/tm:optional", "must be an array", "tm-tmOptional-array");
  for (const [index, pointer] of optional.entries()) {
    if (typeof pointer === "string" && affordance.test(pointer) && isRecord(resolvePointer(model, pointer))) continue;
    throw broken(`/tm:optional/${index}`, "must be the JSON Pointer of an affordance", "tm-tmOptional-resolver");
  }
  return new Set(optional as string[]);
}

const affordance = /^\/(?:properties|actions|events)\/[^/]*$/;

/** Leaves unwanted affordances out of a map of them; every other member of the model stays as it is. */
function thinOut(unwanted: ReadonlySet<string>): (member: [string, unknown]) => [string, unknown] {
  return ([term, value]) => {
    if (!affordanceMaps.has(term) || !isRecord(value)) return [term, value];
    const kept = Object.entries(value).filter(([name]) => !unwanted.has(`/${term}/${escapePointer(name)}`));
    return [term, Object.fromEntries(kept)];
  };
}

const affordanceMaps: ReadonlySet<string> = new Set(["properties", "actions", "events"]);

const broken = (pointer: string, what: string, assertion: string): ThingDescriptionError =>
  new ThingDescriptionError("WOT_TD_INVALID", `${pointer} ${what}`, { pointer, assertion });
