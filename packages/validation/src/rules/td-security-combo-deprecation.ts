import { pointerOf } from "../place.js";
import { type AnyObject, memberOf } from "./any-object.js";
import { signs } from "./look.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** Several names in `security` are written as a `combo` scheme with `allOf` (TD 1.1 §6.3.5). */
export const comboDeprecation: Rule = {
  id: "td-security-combo-deprecation",
  level: "warning",
  sign: signs.securities,
  *check(doc) {
    if (isList(doc)) yield { pointer: "/security", phrase };
    for (const { object, place, terms: has } of surveyOf(doc).forms) {
      if ((has & terms.security) === 0) continue;
      if (isList(object)) yield { pointer: pointerOf({ name: "security", parent: place }), phrase };
    }
  },
};

const phrase = 'lists several names, which is deprecated; define a scheme "combo" with "allOf" and name it';

function isList(secured: AnyObject): boolean {
  const names = memberOf(secured, "security");
  return Array.isArray(names) && names.length > 1;
}
