import { isRecord } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";

/** Of two limits that both hold, the stricter one. */
const stricter = new Map<string, (a: number, b: number) => number>([
  ...["minimum", "exclusiveMinimum", "minItems", "minLength"].map((term) => [term, Math.max] as const),
  ...["maximum", "exclusiveMaximum", "maxItems", "maxLength"].map((term) => [term, Math.min] as const),
]);

/** Terms that say nothing about a value: a later one takes the place of an earlier one. */
const annotations = new Set(["title", "description", "default", "unit", "readOnly", "writeOnly"]);

/**
 * One DataSchema that asks for what all of `parts` ask for: members of objects are united, the stricter limit holds. Where
 * two parts contradict each other otherwise the later one counts, which is a loss.
 */
export function mergeAll(parts: readonly JsonObject[], pointer: string, losses: LossList): JsonObject {
  if (parts.length === 1) return parts[0]!;
  const merged = new Map<string, unknown>();
  const members = new Map<string, unknown>();
  const required = new Set<unknown>();
  for (const part of parts) {
    for (const [term, value] of Object.entries(part)) {
      if (term === "properties" && isRecord(value))
        for (const [name, each] of Object.entries(value)) members.set(name, each);
      else if (term === "required" && Array.isArray(value)) for (const each of value) required.add(each);
      else merged.set(term, mergedTerm(term, merged.get(term), value, pointer, losses));
    }
  }
  if (members.size > 0) merged.set("properties", Object.fromEntries(members));
  if (required.size > 0) merged.set("required", [...required]);
  return Object.fromEntries(merged);
}

function mergedTerm(term: string, before: unknown, value: unknown, pointer: string, losses: LossList): unknown {
  if (before === undefined || before === value) return value;
  const choose = stricter.get(term);
  if (choose !== undefined && typeof before === "number" && typeof value === "number") return choose(before, value);
  if (!annotations.has(term) && JSON.stringify(before) !== JSON.stringify(value)) {
    losses.add(pointer, `two parts of this schema each say ${term}; the later one counts`);
  }
  return value;
}
