import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** An object or array of which nothing is said but that it is one: nobody can tell what to send, or what comes. */
export const openContainer: Rule = {
  id: "lint-open-container",
  level: "lint",
  *check(doc) {
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & terms.content) !== 0) continue;
      const type = memberOf(object, "type");
      const parts = type === "object" ? "properties" : type === "array" ? "items" : undefined;
      if (parts === undefined) continue;
      yield {
        pointer: pointerOf(place),
        phrase: `is of the type "${type}" and says nothing of what is in it; add "${parts}"`,
      };
    }
  },
};
