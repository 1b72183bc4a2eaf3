import { isRecord, isThingModel } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { type AnyObject, memberOf, type PlacedObject } from "./any-object.js";
import type { Rule, RuleViolation } from "./rule.js";
import { surveyOf } from "./survey.js";
import { variablesIn } from "./uri-variables.js";

/** A member of `uriVariables` that no Form which could use it has in its URI Template. */
export const unusedVariable: Rule = {
  id: "lint-unused-uri-variable",
  level: "lint",
  *check(doc) {
    if (isThingModel(doc)) return;
    const ofThing = new Set(variablesIn(memberOf(doc, "base")));
    const ofAffordances = new Map<AnyObject, Set<string>>();
    for (const { object, holder } of surveyOf(doc).forms) {
      const used = ofAffordances.get(holder) ?? new Set(ofThing);
      ofAffordances.set(holder, used);
      for (const name of variablesIn(memberOf(object, "href")) ?? looselyIn(memberOf(object, "href"))) used.add(name);
    }
    const ofAll = new Set([...ofThing, ...[...ofAffordances.values()].flatMap((used) => [...used])]);
    yield* unusedIn({ object: doc, place: undefined }, ofAll);
    for (const affordance of surveyOf(doc).affordances) {
      yield* unusedIn(affordance, ofAffordances.get(affordance.object) ?? ofThing);
    }
  },
};

/** Names in the braces of what is no URI Template: that is said by `lint-uri-template`. */
const looselyIn = (href: unknown): readonly string[] => (typeof href === "string" ? href.split(/[{}?&,;/.+#*]+/) : []);

function* unusedIn({ object, place }: PlacedObject, used: ReadonlySet<string>): Generator<RuleViolation> {
  const variables = memberOf(object, "uriVariables");
  if (!isRecord(variables)) return;
  for (const name of Object.keys(variables)) {
    if (used.has(name)) continue;
    const pointer = pointerOf({ name, parent: { name: "uriVariables", parent: place } });
    yield { pointer, phrase: `is in no "href"; put it there, such as {?name}, or take it out` };
  }
}
