import { isRecord } from "@thingwright/td";
import { mergedContext } from "./context.js";
import { listOf } from "./inherited-links.js";
import type { JsonObject } from "./json-object.js";

/**
 * The extended model `over` on top of `under`, another one of the same model: their contexts, links and optional
 * affordances are joined, everything else is as `overlay` does it.
 */
export function overlayModels(under: JsonObject, over: JsonObject): JsonObject {
  const joined = (term: string) => [...listOf(under[term]), ...listOf(over[term])];
  const optional = [...new Set(joined("tm:optional"))];
  return {
    ...(overlay(under, over) as JsonObject),
    "@context": mergedContext(over["@context"], under["@context"]),
    links: joined("links"),
    ...(optional.length === 0 ? {} : { "tm:optional": optional }),
  };
}

/**
 * `over` on top of `under`: objects merge and everything else replaces, `null` too, for both are complete already.
 */
export function overlay(under: unknown, over: unknown): unknown {
  if (!isRecord(under) || !isRecord(over)) return over;
  const result: Record<string, unknown> = { ...under };
  for (const [name, value] of Object.entries(over)) {
    result[name] = Object.hasOwn(under, name) ? overlay(under[name], value) : value;
  }
  return result;
}
