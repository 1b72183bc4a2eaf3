import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { describedObjects } from "./multi-language.js";
import type { Rule } from "./rule.js";

/** `tm:optional` is an array at the top level (TD 1.1 §9.3.4). */
export const optionalIsArray: Rule = {
  id: "tm-tmOptional-array",
  level: "error",
  *check(doc) {
    for (const { object, place } of describedObjects(doc)) {
      const optional = memberOf(object, "tm:optional");
      if (optional === undefined) continue;
      const pointer = pointerOf({ name: "tm:optional", parent: place });
      if (place !== undefined)
        yield { pointer, phrase: "has to be a member of the model itself, with JSON Pointers to affordances" };
      else if (!Array.isArray(optional))
        yield { pointer, phrase: 'must be an array of JSON Pointers, such as ["/properties/level"]' };
    }
  },
};
