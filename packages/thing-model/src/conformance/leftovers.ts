import { escapePointer, type Finding, isRecord, isThingModel } from "@thingwright/td";
import type { JsonObject } from "../json-object.js";
import { placeholderPattern } from "../placeholders/placeholder-pattern.js";
import { nonConformance } from "./non-conformance.js";

/** What of a Thing Model is still in a Thing Description, where it has no place (TD 1.1 §9.2, §9.4). */
export function* leftovers(thing: JsonObject): Generator<Finding> {
  if (isThingModel(thing)) {
    const assertion = "thing-model-td-generation-processor-type";
    yield nonConformance("error", assertion, "/@type", "still says tm:ThingModel");
  }
  yield* within(thing, "");
}

function* within(value: unknown, pointer: string): Generator<Finding> {
  if (typeof value === "string" && placeholderPattern.test(value)) {
    const assertion = "thing-model-td-generation-processor-placeholder";
    yield nonConformance("error", assertion, pointer, "still has a placeholder");
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const place = `${pointer}/${escapePointer(name)}`;
    if (name.startsWith("tm:") && isRecord(value)) yield leftover(place, name);
    if (name === "rel" && typeof member === "string" && member.startsWith("tm:")) yield leftover(place, member);
    yield* within(member, place);
  }
}

const assertions: ReadonlyMap<string, string> = new Map([
  ["tm:extends", "thing-model-td-generation-processor-extends"],
  ["tm:ref", "thing-model-td-generation-processor-imports"],
]);

/** That terms of a model are for models only is said of all of them, but as an assertion of two. */
function leftover(pointer: string, term: string): Finding {
  const assertion = assertions.get(term);
  return nonConformance(
    assertion === undefined ? "warning" : "error",
    assertion ?? "tm-derivation-validity",
    pointer,
    "is for Thing Models only",
  );
}
