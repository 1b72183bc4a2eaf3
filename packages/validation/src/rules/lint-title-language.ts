import { memberOf } from "./any-object.js";
import { hasDefaultLanguage } from "./context-maps.js";
import { textMaps } from "./multi-language.js";
import type { Rule } from "./rule.js";

/** Nothing says which language the title is in: neither `@language` in the context nor any `titles`. */
export const titleLanguage: Rule = {
  id: "lint-title-language",
  level: "lint",
  *check(doc) {
    if (typeof memberOf(doc, "title") !== "string" || hasDefaultLanguage(doc) || textMaps(doc).length > 0) return;
    yield { pointer: "/title", phrase: 'is in no language: "@context" may have a map with "@language"' };
  },
};
