import { pointerOf } from "../place.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** A placeholder is in a value, never in a name (TD 1.1 §9.3.5). */
export const placeholderInValue: Rule = {
  id: "tm-placeholder-value",
  level: "error",
  *check(doc) {
    for (const { object, place } of surveyOf(doc).objects) {
      for (const name of Object.keys(object)) {
        if (!/\{\{[ -~]+\}\}/.test(name.slice(0, longestName))) continue;
        yield {
          pointer: pointerOf({ name, parent: place }),
          phrase: "has a placeholder in its name; only a value may have one",
        };
      }
    }
  },
};

const longestName = 1000;
