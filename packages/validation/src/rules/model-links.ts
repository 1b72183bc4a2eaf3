import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { objectsIn } from "./survey.js";

/**
 * The rule that what `relation` says is said by a link of that relation which leads to a Thing Model, and not by a member of
 * that name.
 */
export function modelLinks(id: string, relation: string): Rule {
  return {
    id,
    level: "error",
    *check(doc) {
      if (memberOf(doc, relation) !== undefined) {
        yield {
          pointer: `/${relation}`,
          phrase: `has to be a link in "links", with "rel": "${relation}" and the "href" of the model`,
        };
      }
      for (const { object, place } of objectsIn(doc, "links", undefined)) {
        if (memberOf(object, "rel") !== relation || typeof memberOf(object, "href") === "string") continue;
        yield {
          pointer: pointerOf(place),
          phrase: `is of the relation "${relation}" and needs the "href" of a Thing Model`,
        };
      }
    },
  };
}
