import { isThingModel } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** A relative `href` without a `base`: nobody knows where it leads. */
export const relativeHref: Rule = {
  id: "lint-relative-href",
  level: "lint",
  *check(doc) {
    if (isThingModel(doc) || memberOf(doc, "base") !== undefined) return;
    for (const { object, place } of surveyOf(doc).forms) {
      const href = memberOf(object, "href");
      if (typeof href !== "string" || /^(?:[A-Za-z][A-Za-z\d+.-]*:|\{)/.test(href) || hasPlaceholder(href)) continue;
      yield {
        pointer: pointerOf({ name: "href", parent: place }),
        phrase: 'is relative, and there is no "base" to resolve it against',
      };
    }
  },
};
