import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A `pattern` that is no regular expression of ECMA-262, as `td-vocab-pattern--StringSchema` wants it. */
export const usablePattern: Rule = {
  id: "lint-pattern",
  level: "lint",
  needs: terms.pattern,
  *check(doc) {
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & terms.pattern) === 0) continue;
      const pattern = memberOf(object, "pattern");
      if (typeof pattern !== "string" || hasPlaceholder(pattern)) continue;
      const reason = reasonAgainst(pattern);
      if (reason !== undefined) yield { pointer: pointerOf({ name: "pattern", parent: place }), phrase: reason };
    }
  },
};

/** Compiling an expression runs nothing; what it would take to match one is another matter. */
function reasonAgainst(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    return `is no regular expression: ${truncate((error as SyntaxError).message)}`;
  }
}
