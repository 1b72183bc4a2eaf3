import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { type AnyObject, listOf, memberOf } from "./any-object.js";
import { declaredPrefixes, isContextClosed, prefixOf } from "./context-maps.js";
import { signs } from "./look.js";
import type { Rule } from "./rule.js";
import { isDescribed, surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/**
 * A prefix in `@type`, `unit` or the name of a member that `@context` does not declare: the term means nothing to a
 * JSON-LD processor. Each prefix is said once. Nothing is said where the context names one that would have to be fetched.
 */
export const undeclaredPrefix: Rule = {
  id: "lint-undeclared-prefix",
  level: "lint",
  sign: signs[":"],
  *check(doc) {
    if (memberOf(doc, "@context") === undefined || !isContextClosed(doc)) return;
    const seen = declaredPrefixes(doc);
    for (const { object, place, terms: has } of surveyOf(doc).objects) {
      if ((has & (terms.prefixed | terms.compacting)) === 0 || !isDescribed(place)) continue;
      for (const { prefix, name } of prefixesIn(object)) {
        if (seen.has(prefix)) continue;
        seen.add(prefix);
        const phrase = `uses the prefix ${truncate(JSON.stringify(prefix))}, which "@context" does not declare`;
        yield { pointer: pointerOf({ name, parent: place }), phrase };
      }
    }
  },
};

/** The prefixes in an object, and the members where they are. */
function prefixesIn(object: AnyObject): readonly { readonly prefix: string; readonly name: string }[] {
  const found: { readonly prefix: string; readonly name: string }[] = [];
  const add = (text: unknown, name: string): void => {
    const prefix = typeof text === "string" ? prefixOf(text) : undefined;
    if (prefix !== undefined) found.push({ prefix, name });
  };
  for (const name of Object.keys(object)) {
    if (name === "@type" || name === "unit") for (const text of listOf(memberOf(object, name))) add(text, name);
    else add(name, name);
  }
  return found;
}
