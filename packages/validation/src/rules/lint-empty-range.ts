import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** No value satisfies a data schema whose least is over its most. */
export const emptyRange: Rule = {
  id: "lint-empty-range",
  level: "lint",
  needs: terms.upperBound,
  *check(doc) {
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & terms.upperBound) === 0) continue;
      for (const { least, most, mayMeet } of bounds) {
        const [low, high] = [memberOf(object, least), memberOf(object, most)];
        if (typeof low !== "number" || typeof high !== "number" || low < high || (mayMeet && low === high)) continue;
        const phrase = `is ${mayMeet ? "over" : "not under"} "${most}", so that no value can satisfy both`;
        yield { pointer: pointerOf({ name: least, parent: place }), phrase };
      }
    }
  },
};

const bounds = [
  { least: "minimum", most: "maximum", mayMeet: true },
  { least: "minimum", most: "exclusiveMaximum", mayMeet: false },
  { least: "exclusiveMinimum", most: "maximum", mayMeet: false },
  { least: "exclusiveMinimum", most: "exclusiveMaximum", mayMeet: false },
  { least: "minLength", most: "maxLength", mayMeet: true },
  { least: "minItems", most: "maxItems", mayMeet: true },
] as const;
