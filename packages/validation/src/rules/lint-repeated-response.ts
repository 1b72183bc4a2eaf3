import { pointerOf } from "../place.js";
import { responsesOf } from "./additional-responses.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** Nothing tells two additional responses of a Form apart (TD 1.1 §5.3.4.2 needs them to be). */
export const repeatedResponse: Rule = {
  id: "lint-repeated-response",
  level: "lint",
  needs: terms.additionalResponses,
  *check(doc) {
    for (const form of surveyOf(doc).forms) {
      if (memberOf(form.object, "additionalResponses") === undefined) continue;
      const seen = new Set<string>();
      for (const { object, place } of responsesOf(form)) {
        const text = JSON.stringify(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
        if (seen.has(text))
          yield { pointer: pointerOf(place), phrase: "is as another response of this form; nothing tells them apart" };
        seen.add(text);
      }
    }
  },
};
