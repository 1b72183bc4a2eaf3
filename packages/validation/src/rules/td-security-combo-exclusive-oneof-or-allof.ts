import { memberOf, objectsOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { words } from "./words.js";

/** A combo has either `oneOf` or `allOf` (TD 1.1 §5.3.3.4). */
export const comboExclusive: Rule = {
  id: "td-security-combo-exclusive-oneof-or-allof",
  level: "error",
  words: words.combo,
  *check(doc) {
    for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
      if (memberOf(object, "scheme") !== "combo") continue;
      const count = ["oneOf", "allOf"].filter((term) => memberOf(object, term) !== undefined).length;
      if (count === 0) yield { pointer, phrase: 'is a combo and needs a list "oneOf" or "allOf"' };
      if (count === 2)
        yield { pointer, phrase: 'has both "oneOf" and "allOf"; put one of them into a combo of its own' };
    }
  },
};
