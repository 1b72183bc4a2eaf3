import { isRecord, isThingModel } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { type AnyObject, memberOf, type PlacedObject } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";
import { variablesIn } from "./uri-variables.js";

/** A member of `uriVariables` that no Form which could use it has in its URI Template. */
export const unusedVariable: Rule = {
  id: "lint-unused-uri-variable",
  level: "lint",
  needs: terms.uriVariables,
  *check(doc) {
    const holders = [{ object: doc, place: undefined }, ...surveyOf(doc).affordances].filter(hasVariables);
    if (holders.length === 0 || isThingModel(doc)) return;
    const used = usedVariables(doc);
    const ofBase = new Set(variablesIn(memberOf(doc, "base")));
    for (const { object, place } of holders) {
      for (const name of Object.keys(object.uriVariables as object)) {
        if (ofBase.has(name) || used.get(object)?.has(name)) continue;
        const pointer = pointerOf({ name, parent: { name: "uriVariables", parent: place } });
        yield { pointer, phrase: 'is in no "href"; put it there, such as {?name}, or take it out' };
      }
    }
  },
};

const hasVariables = ({ object }: PlacedObject): boolean => isRecord(memberOf(object, "uriVariables"));

/** The variables in the Forms of each affordance, and of the Thing those in all Forms. */
function usedVariables(doc: AnyObject): ReadonlyMap<AnyObject, ReadonlySet<string>> {
  const ofThing = new Set<string>();
  const used = new Map<AnyObject, Set<string>>([[doc, ofThing]]);
  for (const { object, holder } of surveyOf(doc).forms) {
    const ofHolder = used.get(holder) ?? new Set();
    used.set(holder, ofHolder);
    const href = memberOf(object, "href");
    for (const name of variablesIn(href) ?? []) {
      ofThing.add(name);
      ofHolder.add(name);
    }
  }
  return used;
}
