import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { objectsIn } from "./survey.js";
import { terms } from "./terms.js";

/** A Thing Description extends no Thing Model: its link of the relation `type` says of which one it is (TD 1.1 §9.4). */
export const noExtends: Rule = {
  id: "thing-model-td-generation-processor-extends",
  level: "error",
  needs: terms.links,
  *check(doc) {
    for (const { object, place } of objectsIn(doc, "links", undefined)) {
      if (memberOf(object, "rel") !== "tm:extends") continue;
      yield { pointer: pointerOf(place), phrase: 'is for Thing Models only; a Thing Description says "rel": "type"' };
    }
  },
};
