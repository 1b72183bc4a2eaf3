import { isRecord } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { signs } from "./look.js";
import { describedObjects } from "./multi-language.js";
import type { Rule } from "./rule.js";

/** Texts for people have no HTML in them (TD 1.1 §10.6): whoever shows it could be made to run it. */
export const noMarkup: Rule = {
  id: "sec-inj-no-intl-markup",
  level: "warning",
  sign: signs["<"],
  *check(doc) {
    for (const { object, place } of describedObjects(doc)) {
      for (const name of ["title", "description"]) {
        if (hasMarkup(memberOf(object, name))) yield { pointer: pointerOf({ name, parent: place }), phrase };
      }
      for (const term of ["titles", "descriptions"]) {
        const texts = memberOf(object, term);
        for (const [name, text] of isRecord(texts) ? Object.entries(texts) : []) {
          const parent = { name: term, parent: place };
          if (hasMarkup(text)) yield { pointer: pointerOf({ name, parent }), phrase };
        }
      }
    }
  },
};

const phrase =
  'should have no HTML markup; the language and direction of texts are said by "@language" and "@direction"';

const hasMarkup = (text: unknown): boolean => typeof text === "string" && text.includes("<") && element.test(text);

/** A tag of an element that HTML knows. `<name>` in a text is none. */
const element =
  /<\/?(?:a|abbr|b|bdi|bdo|big|blockquote|body|br|button|code|dd|div|dl|dt|em|embed|font|form|h[1-6]|head|hr|html|i|iframe|img|input|li|link|mark|meta|object|ol|p|pre|q|rb|rp|rt|ruby|s|script|small|span|strong|style|sub|sup|svg|table|tbody|td|th|tr|tt|u|ul|video)(?:\s[^<>]*|\/)?>/i;
