import { escapePointer, isRecord } from "@thingwright/td";
import { namesIn } from "./active-security.js";
import { listOf, memberOf, objectsOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** A security definition that neither the Thing, nor a Form, nor a combo names. */
export const unusedSecurity: Rule = {
  id: "lint-unused-security-definition",
  level: "lint",
  *check(doc) {
    const definitions = memberOf(doc, "securityDefinitions");
    if (!isRecord(definitions) || memberOf(doc, "security") === undefined) return;
    const used = new Set<unknown>(listOf(memberOf(doc, "security")));
    for (const { object } of surveyOf(doc).forms)
      for (const name of listOf(memberOf(object, "security"))) used.add(name);
    for (const { object } of objectsOf(doc, "securityDefinitions")) for (const name of namesIn(object)) used.add(name);
    for (const name of Object.keys(definitions)) {
      if (used.has(name)) continue;
      yield {
        pointer: `/securityDefinitions/${escapePointer(name)}`,
        phrase: 'is used by no "security"; name it there, or take it out',
      };
    }
  },
};
