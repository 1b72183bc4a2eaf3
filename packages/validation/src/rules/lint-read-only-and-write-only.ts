import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** What can be read only and written only can be neither. */
export const readOnlyAndWriteOnly: Rule = {
  id: "lint-read-only-and-write-only",
  level: "lint",
  needs: terms.writeOnly,
  *check(doc) {
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & terms.writeOnly) === 0) continue;
      if (memberOf(object, "readOnly") !== true || memberOf(object, "writeOnly") !== true) continue;
      yield {
        pointer: pointerOf(place),
        phrase: 'is both "readOnly" and "writeOnly", so that nobody can use it; keep one of them',
      };
    }
  },
};
