import { isRecord, resolvePointer } from "@thingwright/td";
import { mergedContext } from "./context.js";
import { listOf } from "./inherited-links.js";
import type { JsonObject } from "./json-object.js";

/**
 * `merged`, the model `own` merged into what it extends, with the members set right that a merge patch alone gets wrong:
 * `@context` is joined, links of what is extended stay (every extending model has `links`, so they would always go), and
 * `tm:optional` is inherited only where it still holds.
 */
export function composeModel(merged: JsonObject, inherited: JsonObject, own: JsonObject): JsonObject {
  const result: Record<string, unknown> = {
    ...merged,
    "@context": mergedContext(own["@context"], inherited["@context"]),
    links: [...listOf(inherited.links), ...listOf(merged.links)],
  };
  const optional = listOf(inherited["tm:optional"]).filter((pointer) => staysOptional(pointer, merged, own));
  if (Object.hasOwn(own, "tm:optional")) return result;
  if (optional.length === 0) delete result["tm:optional"];
  else result["tm:optional"] = optional;
  return result;
}

/** An affordance that is gone is not optional; one that the extending model takes over by `tm:ref` is required (TD 1.1 §9.3.4). */
function staysOptional(pointer: unknown, merged: JsonObject, own: JsonObject): boolean {
  if (typeof pointer !== "string" || resolvePointer(merged, pointer) === undefined) return false;
  const affordance = resolvePointer(own, pointer);
  return !(isRecord(affordance) && Object.hasOwn(affordance, "tm:ref"));
}
