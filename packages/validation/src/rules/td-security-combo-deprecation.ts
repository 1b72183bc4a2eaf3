import { allObjects, memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** Several names in `security` are written as a `combo` scheme with `allOf` (TD 1.1 §6.3.5). */
export const comboDeprecation: Rule = {
  id: "td-security-combo-deprecation",
  level: "warning",
  *check(doc) {
    for (const { object, pointer } of allObjects(doc)) {
      if (!place.test(pointer)) continue;
      const names = memberOf(object, "security");
      if (!Array.isArray(names) || names.length < 2) continue;
      const phrase = 'lists several names, which is deprecated; define a scheme "combo" with "allOf" and name it';
      yield { pointer: `${pointer}/security`, phrase };
    }
  },
};

/** The Thing and its Forms. */
const place = /^(?:(?:\/(?:properties|actions|events)\/[^/]*)?\/forms\/\d+)?$/;
