import { pointerOf } from "../place.js";
import { listOf, memberOf } from "./any-object.js";
import { isLanguageTag, withHyphens } from "./language-tag.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { objectsIn } from "./survey.js";
import { terms } from "./terms.js";

/** `hreflang` is a language tag, or a list of them (TD 1.1 §5.3.4.1). */
export const linkLanguage: Rule = {
  id: "td-vocab-hreflang--Link",
  level: "error",
  needs: terms.hreflang,
  *check(doc) {
    for (const { object, place } of objectsIn(doc, "links", undefined)) {
      const hreflang = memberOf(object, "hreflang");
      for (const [index, tag] of listOf(hreflang).entries()) {
        if (typeof tag !== "string" || isLanguageTag(tag) || hasPlaceholder(tag)) continue;
        const at = pointerOf({ name: "hreflang", parent: place });
        const phrase = 'is no language tag; tags look like "en", "de-AT" or "zh-Hans"';
        const value = withHyphens(tag);
        const mend = value === undefined ? {} : ({ mend: { kind: "replace", value } } as const);
        yield { pointer: Array.isArray(hreflang) ? `${at}/${index}` : at, phrase, ...mend };
      }
    }
  },
};
