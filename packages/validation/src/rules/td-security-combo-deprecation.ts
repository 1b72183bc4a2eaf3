import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** Several names in `security` are written as a `combo` scheme with `allOf` (TD 1.1 §6.3.5). */
export const comboDeprecation: Rule = {
  id: "td-security-combo-deprecation",
  level: "warning",
  *check(doc) {
    for (const { object, place } of [{ object: doc, place: undefined }, ...surveyOf(doc).forms]) {
      const names = memberOf(object, "security");
      if (!Array.isArray(names) || names.length < 2) continue;
      const phrase = 'lists several names, which is deprecated; define a scheme "combo" with "allOf" and name it';
      yield { pointer: pointerOf({ name: "security", parent: place }), phrase };
    }
  },
};
