import { escapePointer } from "@thingwright/td";
import { allObjects, isObject, memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/**
 * The names in `titles` and `descriptions` are well-formed language tags (TD 1.1 §5.3.1.8, RFC 5646 §2.1): the W3C schema
 * looks for a subset only.
 */
export const languageTag: Rule = {
  id: "td-multilanguage-language-tag",
  level: "error",
  *check(doc) {
    for (const { object, pointer } of allObjects(doc)) {
      if (isNameMap(pointer)) continue;
      for (const term of ["titles", "descriptions"]) {
        const texts = memberOf(object, term);
        if (!isObject(texts)) continue;
        for (const name of Object.keys(texts).filter((each) => !isLanguageTag(each))) {
          const phrase = 'is named by no language tag; tags look like "en", "de-AT" or "zh-Hans"';
          yield { pointer: `${pointer}/${term}/${escapePointer(name)}`, phrase };
        }
      }
    }
  },
};

/** Objects whose names are chosen by the author: a property may be called `titles`. */
const isNameMap = (pointer: string): boolean =>
  /\/(properties|actions|events|uriVariables|schemaDefinitions|securityDefinitions)$/.test(pointer);

/** Well-formed by RFC 5646 §2.1, which is what `Intl` takes, or one of its irregular tags. */
function isLanguageTag(tag: string): boolean {
  if (tag.length > longestTag) return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return irregular.test(tag);
  }
}

/** Well-formed tags of any use are far shorter. */
const longestTag = 256;
const irregular =
  /^(?:x(?:-[a-z0-9]{1,8})+|en-GB-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:BE-FR|BE-NL|CH-DE)|art-lojban|cel-gaulish|no-(?:bok|nyn)|zh-(?:guoyu|hakka|min|min-nan|xiang))$/i;
