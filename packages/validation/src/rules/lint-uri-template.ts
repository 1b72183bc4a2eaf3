import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { signs } from "./look.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { readTemplate } from "./uri-variables.js";

/** An `href` with braces that make no URI Template (RFC 6570 §2). */
export const uriTemplate: Rule = {
  id: "lint-uri-template",
  level: "lint",
  sign: signs["{"],
  *check(doc) {
    for (const { object, place } of surveyOf(doc).forms) {
      const href = memberOf(object, "href");
      if (typeof href !== "string" || !(href.includes("{") || href.includes("}")) || hasPlaceholder(href)) continue;
      const { reason } = readTemplate(href);
      if (reason !== undefined)
        yield { pointer: pointerOf({ name: "href", parent: place }), phrase: `cannot be used: ${reason}` };
    }
  },
};
