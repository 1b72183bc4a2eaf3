import { truncate } from "@thingwright/td";
import { memberOf, objectsOf } from "./any-object.js";
import { declaredPrefixes, isContextClosed } from "./context-maps.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";

/** `scheme` is one of the standard's, or one of a vocabulary that the context declares (TD 1.1 §5.3.3.1). */
export const schemeName: Rule = {
  id: "td-security-scheme-name",
  level: "error",
  *check(doc) {
    const declared = declaredPrefixes(doc);
    for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
      const scheme = memberOf(object, "scheme");
      if (typeof scheme !== "string" || standard.has(scheme) || hasPlaceholder(scheme)) continue;
      const prefix = scheme.split(":", 1)[0]!;
      const isOfVocabulary = scheme.includes("://") || declared.has(prefix) || !isContextClosed(doc);
      if (scheme.includes(":") && isOfVocabulary) continue;
      const phrase = scheme.includes(":")
        ? `has the prefix ${truncate(JSON.stringify(prefix))}, which "@context" does not declare`
        : `is none of ${[...standard].join(", ")}, nor one of another vocabulary, with its prefix`;
      yield { pointer: `${pointer}/scheme`, phrase };
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
