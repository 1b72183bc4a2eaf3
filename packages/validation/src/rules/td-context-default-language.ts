import { truncate } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import { contextMaps, hasDefaultLanguage } from "./context-maps.js";
import { isLanguageTag } from "./language-tag.js";
import { textMaps } from "./multi-language.js";
import type { Rule } from "./rule.js";
import { terms } from "./terms.js";

/**
 * `@context` says which language `title` and `description` are in (TD 1.1 §5.3.1.1). Held against documents that have texts in
 * several languages, where it matters which is the default; for the others there is `lint-title-language`.
 */
export const defaultLanguage: Rule = {
  id: "td-context-default-language",
  level: "warning",
  needs: terms.language | terms.texts,
  *check(doc) {
    for (const { map, pointer } of contextMaps(doc)) {
      const tag = memberOf(map, "@language");
      if (tag === undefined || tag === null || (typeof tag === "string" && isLanguageTag(tag))) continue;
      const phrase = `is ${truncate(JSON.stringify(tag))} and should be a language tag, such as "en" or "zh-Hans"`;
      yield { pointer: `${pointer}/@language`, phrase };
    }
    if (hasDefaultLanguage(doc) || textMaps(doc).length === 0) return;
    const phrase =
      'should say the default language, since there are texts in several: add { "@language": "en" } or another';
    yield { pointer: "/@context", phrase };
  },
};
