import { escapePointer, type FormHolder, type ThingDescription } from "@thingwright/td";
import type { LossList } from "./conversion.js";

const affordanceMaps = [
  ["property", "properties"],
  ["action", "actions"],
  ["event", "events"],
] as const;

const carriedTerms = new Set([
  ...["title", "description", "forms", "uriVariables", "input", "output", "subscription", "data", "cancellation"],
]);

/** What has Forms in `thing`: itself, then each affordance. Terms of actions and events that `format` lacks are losses. */
export function* holdersOf(
  thing: ThingDescription,
  losses: LossList,
  format: string,
): Generator<{ readonly kind: FormHolder; readonly name: string | undefined }> {
  yield { kind: "thing", name: undefined };
  for (const [kind, term] of affordanceMaps) {
    for (const [name, affordance] of Object.entries(thing[term] ?? {})) {
      const pointer = `/${term}/${escapePointer(name)}`;
      // The terms of a property are those of a DataSchema; the schema's conversion reports them.
      if (kind !== "property") losses.addOthers(affordance, pointer, carriedTerms, format);
      else if ("observable" in affordance)
        losses.add(`${pointer}/observable`, `${format} has no counterpart of observable`);
      yield { kind, name };
    }
  }
}
