import { pointerOf } from "../place.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A data schema with both `const` and `enum`: only the one value of `const` is left. */
export const constAndEnum: Rule = {
  id: "lint-const-and-enum",
  level: "lint",
  needs: terms.const,
  *check(doc) {
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & terms.const) === 0) continue;
      if (!Object.hasOwn(object, "const") || !Object.hasOwn(object, "enum")) continue;
      yield {
        pointer: pointerOf({ name: "enum", parent: place }),
        phrase: 'has no effect beside "const"; keep one of them',
      };
    }
  },
};
