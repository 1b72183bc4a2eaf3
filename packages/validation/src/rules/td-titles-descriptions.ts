import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { describedObjects, textMaps } from "./multi-language.js";
import type { Rule } from "./rule.js";
import { terms } from "./terms.js";

/** In a document with `titles` every `title` has its `titles`, and so with descriptions (TD 1.1 §6.3.2). */
export const translatedTexts: Rule = {
  id: "td-titles-descriptions",
  level: "warning",
  needs: terms.texts,
  *check(doc) {
    const used = new Set(textMaps(doc).map(({ term }) => term));
    for (const term of used) {
      const single = term.slice(0, -1);
      for (const { object, place } of describedObjects(doc)) {
        if (typeof memberOf(object, single) !== "string" || memberOf(object, term) !== undefined) continue;
        const pointer = pointerOf({ name: single, parent: place });
        yield { pointer, phrase: `should have "${term}" beside it, as others in this document have` };
      }
    }
  },
};
