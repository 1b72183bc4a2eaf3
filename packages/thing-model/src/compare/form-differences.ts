import { isRecord } from "@thingwright/td";
import type { AffordanceMap } from "../affordance/affordance-kinds.js";
import type { JsonObject } from "../json-object.js";
import { type Difference, difference, isUnknown } from "../schema/difference.js";
import { sameJson } from "../schema/same-json.js";

/**
 * What is different in what the forms of an affordance offer: operations, and for each its media types and subprotocols. Where
 * they are is not compared, for that is the instance's.
 */
export function* formDifferences(
  map: AffordanceMap,
  before: JsonObject,
  after: JsonObject,
  pointer: string,
): Generator<Difference> {
  const [old, now] = [offersOf(map, before), offersOf(map, after)];
  const gone = [...old].filter((offer) => !now.has(offer));
  const come = [...now].filter((offer) => !old.has(offer));
  if (gone.length > 0) yield difference(pointer, "forms", "removed", `no longer offer ${gone.join(", ")}`);
  if (come.length > 0) yield difference(pointer, "forms", "added", `now offer ${come.join(", ")}`);
  if (gone.length + come.length === 0 && !sameJson(before.forms, after.forms)) {
    yield difference(pointer, "forms", "annotation", "are other ones");
  }
}

function offersOf(map: AffordanceMap, affordance: JsonObject): ReadonlySet<string> {
  const forms = Array.isArray(affordance.forms) ? affordance.forms.filter(isRecord) : [];
  return new Set(forms.flatMap((form) => offersIn(form, map, affordance)));
}

function offersIn(form: JsonObject, map: AffordanceMap, affordance: JsonObject): readonly string[] {
  const subprotocol = typeof form.subprotocol === "string" ? ` by ${form.subprotocol}` : "";
  const contentType = typeof form.contentType === "string" ? form.contentType : "application/json";
  return operationsOf(form, map, affordance).map((op) => `${op} as ${contentType}${subprotocol}`);
}

/** TD 1.1 §5.4: the operations of a form without `op`. */
function operationsOf({ op }: JsonObject, map: AffordanceMap, affordance: JsonObject): readonly unknown[] {
  if (op !== undefined && !isUnknown(op)) return Array.isArray(op) ? op : [op];
  if (map === "actions") return ["invokeaction"];
  if (map === "events") return ["subscribeevent", "unsubscribeevent"];
  return [
    ...(affordance.writeOnly === true ? [] : ["readproperty"]),
    ...(affordance.readOnly === true ? [] : ["writeproperty"]),
  ];
}
