import { pointerOf } from "../place.js";
import { allObjects, memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** No value satisfies a data schema whose least is over its most. */
export const emptyRange: Rule = {
  id: "lint-empty-range",
  level: "lint",
  *check(doc) {
    for (const { object, place } of allObjects(doc)) {
      for (const [least, most] of pairs) {
        const [low, high] = [memberOf(object, least), memberOf(object, most)];
        if (typeof low !== "number" || typeof high !== "number" || low <= high) continue;
        yield {
          pointer: pointerOf({ name: least, parent: place }),
          phrase: `is over "${most}", so that no value can satisfy both`,
        };
      }
    }
  },
};

const pairs = [
  ["minimum", "maximum"],
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
] as const;
