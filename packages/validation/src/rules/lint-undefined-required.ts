import { isRecord, truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A name in `required` that `properties` beside it does not have: most often one of them is misspelt. */
export const undefinedRequired: Rule = {
  id: "lint-undefined-required",
  level: "lint",
  needs: terms.required,
  *check(doc) {
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & terms.required) === 0) continue;
      const [required, properties] = [memberOf(object, "required"), memberOf(object, "properties")];
      if (!Array.isArray(required) || !isRecord(properties)) continue;
      for (const [name, member] of required.entries()) {
        if (typeof member !== "string" || Object.hasOwn(properties, member)) continue;
        const at = { name, parent: { name: "required", parent: place } };
        yield {
          pointer: pointerOf(at),
          phrase: `names ${truncate(JSON.stringify(member))}, which "properties" beside it has not`,
        };
      }
    }
  },
};
