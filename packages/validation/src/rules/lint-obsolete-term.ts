import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { terms } from "./terms.js";

/** A term of drafts of the standard that means nothing any more. */
export const obsoleteTerm: Rule = {
  id: "lint-obsolete-term",
  level: "lint",
  needs: terms["tm:required"],
  *check(doc) {
    if (memberOf(doc, "tm:required") === undefined) return;
    const phrase = 'is of a draft: now all affordances are required but those in "tm:optional"';
    yield { pointer: "/tm:required", phrase };
  },
};
