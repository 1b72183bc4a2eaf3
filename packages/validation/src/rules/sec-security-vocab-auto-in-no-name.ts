import { memberOf, objectsOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { words } from "./words.js";

/** Where the place of a credential is left open, its name is too (TD 1.1 §5.3.3.1). */
export const autoInNoName: Rule = {
  id: "sec-security-vocab-auto-in-no-name",
  level: "warning",
  words: words.auto,
  *check(doc) {
    for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
      if (memberOf(object, "in") !== "auto" || memberOf(object, "name") === undefined) continue;
      const phrase = 'should not be there while "in" is "auto"';
      yield { pointer: `${pointer}/name`, phrase, mend: { kind: "remove" } };
    }
  },
};
