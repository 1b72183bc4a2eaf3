import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { declaredPrefixes, isContextClosed } from "./context-maps.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** `scheme` is one of the standard's, or one of a vocabulary that the context declares (TD 1.1 §5.3.3.1). */
export const schemeName: Rule = {
  id: "td-security-scheme-name",
  level: "error",
  *check(doc) {
    for (const { object, place } of surveyOf(doc).schemes) {
      const scheme = memberOf(object, "scheme");
      if (typeof scheme !== "string" || standard.has(scheme) || hasPlaceholder(scheme)) continue;
      const prefix = scheme.split(":", 1)[0]!;
      const isOfVocabulary = scheme.includes("://") || declaredPrefixes(doc).has(prefix) || !isContextClosed(doc);
      if (scheme.includes(":") && isOfVocabulary) continue;
      const phrase = scheme.includes(":")
        ? `has the prefix ${truncate(JSON.stringify(prefix))}, which "@context" does not declare`
        : `is none of ${[...standard].join(", ")}, nor one of another vocabulary, with its prefix`;
      yield { pointer: pointerOf({ name: "scheme", parent: place }), phrase };
    }
  },
};

const standard: ReadonlySet<string> = new Set([
  "nosec",
  "auto",
  "combo",
  "basic",
  "digest",
  "apikey",
  "bearer",
  "psk",
  "oauth2",
]);
