import { escapePointer, isRecord } from "@thingwright/td";
import type { JsonObject, LossList } from "../conversion.js";
import { entriesOf, itemsOf } from "../read/entries.js";
import { pointerOf } from "./definition.js";

/** Groups of affordances of SDF and their terms in a Thing Model. */
export const affordanceGroups = [
  ["sdfProperty", "properties"],
  ["sdfAction", "actions"],
  ["sdfEvent", "events"],
] as const;

/**
 * `tm:optional` of the grouping at `pointer`: the affordances that neither its `sdfRequired` nor their own `[true]` makes
 * mandatory. That of a grouping within it has no counterpart.
 *
 * @see RFC 9880 §4.5
 */
export function optionalOf(grouping: JsonObject, pointer: string, losses: LossList): readonly string[] {
  const required = new Set<unknown>();
  for (const [reference, at] of itemsOf(grouping.sdfRequired, `${pointer}/sdfRequired`)) {
    required.add(
      typeof reference === "string" && reference.startsWith("#") ? unescaped(reference.slice(1)) : reference,
    );
    if (reference === true || namesGrouping(reference, grouping))
      losses.add(at, "a Thing Model has no mandatory submodels");
  }
  return affordanceGroups.flatMap(([group, term]) =>
    entriesOf(grouping[group], "")
      .filter(([name, value]) => {
        const own = isRecord(value) && Array.isArray(value.sdfRequired) && value.sdfRequired.includes(true);
        return !own && !required.has(name) && !required.has(pointerOf(pointer, group, name));
      })
      .map(([name]) => `/${term}/${escapePointer(name)}`),
  );
}

const namesGrouping = (reference: unknown, grouping: JsonObject): boolean =>
  typeof reference === "string" &&
  ["sdfThing", "sdfObject"].some((group) => isRecord(grouping[group]) && Object.hasOwn(grouping[group], reference));

function unescaped(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
