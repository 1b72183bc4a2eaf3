import { pointerOf } from "../place.js";
import { leavesOnce } from "./leaves-once.js";
import type { Rule } from "./rule.js";

/** A placeholder is printable ASCII between `{{` and `}}` (TD 1.1 §9.3.5). */
export const placeholderPattern: Rule = {
  id: "tm-placeholder",
  level: "error",
  *check(doc) {
    for (const { value, place } of leavesOnce(doc)) {
      if (typeof value !== "string" || !value.includes("{{") || areAllClosed(value)) continue;
      const phrase = "begins a placeholder that is none: between {{ and }} stands a name of printable ASCII characters";
      yield { pointer: pointerOf(place), phrase };
    }
  },
};

/** Whether each `{{` has a name and a `}}`. */
function areAllClosed(text: string): boolean {
  for (let at = text.indexOf("{{"); at !== -1; ) {
    const end = text.indexOf("}}", at + 2);
    if (end === -1 || !/^[ -~]+$/.test(text.slice(at + 2, end))) return false;
    at = text.indexOf("{{", end + 2);
  }
  return true;
}
