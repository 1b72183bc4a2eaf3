import { truncate } from "@thingwright/td";
import { type Place, pointerOf } from "../place.js";
import { type AnyObject, memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** Two Forms of one affordance that say the same. */
export const repeatedForm: Rule = {
  id: "lint-repeated-form",
  level: "lint",
  *check(doc) {
    const seen = new Map<AnyObject, Map<string, Place | undefined>>();
    for (const { object, place, holder } of surveyOf(doc).forms) {
      // What is alone is not repeated.
      if ((memberOf(holder, "forms") as readonly unknown[]).length < 2) continue;
      const known = seen.get(holder) ?? new Map<string, Place | undefined>();
      seen.set(holder, known);
      const text = JSON.stringify(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
      if (known.has(text)) {
        const phrase = `is the same as ${truncate(pointerOf(known.get(text)))}; one will do`;
        yield { pointer: pointerOf(place), phrase, mend: { kind: "remove" } };
      } else known.set(text, place);
    }
  },
};
