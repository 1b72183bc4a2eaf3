import { pointerOf } from "../place.js";
import { isLanguageTag } from "./language-tag.js";
import { textMaps } from "./multi-language.js";
import type { Rule } from "./rule.js";

/**
 * The names in `titles` and `descriptions` are well-formed language tags (TD 1.1 §5.3.1.8, RFC 5646 §2.1): the W3C schema
 * looks for a subset only.
 */
export const languageTag: Rule = {
  id: "td-multilanguage-language-tag",
  level: "error",
  *check(doc) {
    for (const { object, place } of textMaps(doc)) {
      for (const name of Object.keys(object).filter((each) => !isLanguageTag(each))) {
        const phrase = 'is named by no language tag; tags look like "en", "de-AT" or "zh-Hans"';
        yield { pointer: pointerOf({ name, parent: place }), phrase };
      }
    }
  },
};
