import { isRecord, resolvePointer } from "@thingwright/td";
import { mergedContext } from "./context.js";
import { listOf } from "./inherited-links.js";
import type { JsonObject } from "./json-object.js";

/**
 * `merged`, the model `own` merged into what it extends, with the members set right that a merge patch alone gets wrong:
 * `@context` is joined, links of what is extended stay (every extending model has `links`, so they would always go), and so
 * do its optional affordances, which only `tm:ref` makes mandatory (TD 1.1 §9.3.4) or `null` for all of `tm:optional`.
 */
export function composeModel(merged: JsonObject, inherited: JsonObject, own: JsonObject): JsonObject {
  const { "tm:optional": _optional, ...result } = merged;
  const optional = optionalIn(merged, inherited, own);
  return {
    ...result,
    "@context": mergedContext(own["@context"], inherited["@context"]),
    links: [...listOf(inherited.links), ...listOf(merged.links)],
    ...(optional.length === 0 ? {} : { "tm:optional": optional }),
  };
}

function optionalIn(merged: JsonObject, inherited: JsonObject, own: JsonObject): readonly unknown[] {
  if (own["tm:optional"] === null) return [];
  const kept = listOf(inherited["tm:optional"]).filter((pointer) => staysOptional(pointer, merged, own));
  return [...new Set([...kept, ...listOf(own["tm:optional"])])];
}

/** An affordance that is gone is not optional; one that the extending model takes over by `tm:ref` is required (TD 1.1 §9.3.4). */
function staysOptional(pointer: unknown, merged: JsonObject, own: JsonObject): boolean {
  if (typeof pointer !== "string" || resolvePointer(merged, pointer) === undefined) return false;
  const affordance = resolvePointer(own, pointer);
  return !(isRecord(affordance) && Object.hasOwn(affordance, "tm:ref"));
}
