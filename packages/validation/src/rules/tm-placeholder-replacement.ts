import { truncate } from "@thingwright/td";
import { type Place, pointerOf } from "../place.js";
import { leavesOnce } from "./leaves-once.js";
import { signs } from "./look.js";
import type { Rule } from "./rule.js";

/** A Thing Description has a value where its model had a placeholder (TD 1.1 §9.3.5). */
export const placeholderReplaced: Rule = {
  id: "tm-placeholder-replacement",
  level: "error",
  sign: signs["{{"],
  *check(doc) {
    for (const { value, place } of leavesOnce(doc)) {
      if (typeof value !== "string" || !value.includes("{{") || isComment(place)) continue;
      const name = /\{\{([ -z|~]{1,200})\}\}/.exec(value)?.[1];
      if (name === undefined) continue;
      yield {
        pointer: pointerOf(place),
        phrase: `still has the placeholder {{${truncate(name)}}} of a Thing Model; put a value there`,
      };
    }
  },
};

/** `$comment`, `$description` and their kind speak of the document and belong to nothing in it. */
const isComment = (place: Place | undefined): boolean => typeof place?.name === "string" && place.name.startsWith("$");
