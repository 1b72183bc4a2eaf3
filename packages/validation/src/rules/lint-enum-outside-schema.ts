import { pointerOf } from "../place.js";
import { reasonsIn, without } from "./data-schema-check.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A value of `enum` that the rest of its data schema refuses: it will never be seen. */
export const enumOutside: Rule = {
  id: "lint-enum-outside-schema",
  level: "lint",
  needs: terms.enum,
  *check(doc) {
    const reasonAgainst = reasonsIn(doc);
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & terms.enum) === 0) continue;
      if (!Object.hasOwn(object, "enum") || !Array.isArray(object.enum)) continue;
      const rest = without(object, "enum", "const");
      for (const [name, value] of object.enum.entries()) {
        const reason = reasonAgainst(rest, value);
        const at = { name, parent: { name: "enum", parent: place } };
        if (reason !== undefined)
          yield { pointer: pointerOf(at), phrase: `is refused by the data schema around it: ${reason}` };
      }
    }
  },
};
