import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { textMaps } from "./multi-language.js";
import type { Rule } from "./rule.js";
import { terms } from "./terms.js";

/** All MultiLanguage maps of a document are in the same languages (TD 1.1 §6.3.2). */
export const sameLanguages: Rule = {
  id: "td-multi-languages-consistent",
  level: "warning",
  needs: terms.texts,
  *check(doc) {
    const maps = textMaps(doc);
    const languages = new Set(maps.flatMap(({ object }) => Object.keys(object)));
    for (const { object, place } of maps) {
      if (Object.keys(object).length === languages.size) continue;
      const missing = firstMissing(languages, object);
      const phrase = `has no text in ${truncate(JSON.stringify(missing))}, in which others of this document are; all should have the same languages`;
      yield { pointer: pointerOf(place), phrase };
    }
  },
};

/** Looks at one more than `object` has at most. */
function firstMissing(languages: ReadonlySet<string>, object: object): string | undefined {
  for (const language of languages) if (!Object.hasOwn(object, language)) return language;
  return undefined;
}
