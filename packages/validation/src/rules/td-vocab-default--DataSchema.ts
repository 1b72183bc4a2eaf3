import { pointerOf } from "../place.js";
import { reasonsIn } from "./data-schema-check.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A `default` is a value of its own data schema (TD 1.1 §5.3.2.1). */
export const defaultFits: Rule = {
  id: "td-vocab-default--DataSchema",
  level: "warning",
  needs: terms.default,
  *check(doc) {
    const reasonAgainst = reasonsIn(doc);
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & terms.default) === 0) continue;
      if (!Object.hasOwn(object, "default")) continue;
      const reason = reasonAgainst(object, object.default);
      if (reason === undefined) continue;
      const phrase = `should be a value of the data schema that it stands in, but ${reason}`;
      yield { pointer: pointerOf({ name: "default", parent: place }), phrase };
    }
  },
};
