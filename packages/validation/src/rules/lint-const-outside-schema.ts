import { pointerOf } from "../place.js";
import { reasonsIn, without } from "./data-schema-check.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A `const` that the rest of its data schema refuses: no value satisfies both. */
export const constOutside: Rule = {
  id: "lint-const-outside-schema",
  level: "lint",
  needs: terms.const,
  *check(doc) {
    const reasonAgainst = reasonsIn(doc);
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & terms.const) === 0) continue;
      if (!Object.hasOwn(object, "const")) continue;
      const reason = reasonAgainst(without(object, "const"), object.const);
      if (reason === undefined) continue;
      yield {
        pointer: pointerOf({ name: "const", parent: place }),
        phrase: `is refused by the data schema around it: ${reason}`,
      };
    }
  },
};
