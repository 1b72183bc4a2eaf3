import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { objectsIn } from "./survey.js";
import { terms } from "./terms.js";

/** Only icons have `sizes` (TD 1.1 §5.3.4.1). */
export const iconSizes: Rule = {
  id: "td-vocab-sizes--Link",
  level: "error",
  needs: terms.sizes,
  *check(doc) {
    for (const { object, place } of objectsIn(doc, "links", undefined)) {
      if (memberOf(object, "sizes") === undefined || memberOf(object, "rel") === "icon") continue;
      const phrase = 'is for links of the relation "icon" only; say that relation, or take it out';
      yield { pointer: pointerOf({ name: "sizes", parent: place }), phrase };
    }
  },
};
