import { escapePointer, isRecord } from "@thingwright/td";
import { namesIn } from "./active-security.js";
import { listOf, memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A security definition that neither the Thing, nor a Form, nor a combo names. */
export const unusedSecurity: Rule = {
  id: "lint-unused-security-definition",
  level: "lint",
  *check(doc) {
    const definitions = memberOf(doc, "securityDefinitions");
    if (!isRecord(definitions) || memberOf(doc, "security") === undefined) return;
    const used = new Set<unknown>(listOf(memberOf(doc, "security")));
    for (const { object, terms: has } of surveyOf(doc).forms)
      if ((has & terms.security) !== 0) for (const name of listOf(memberOf(object, "security"))) used.add(name);
    for (const { object, terms: has } of surveyOf(doc).schemes)
      if ((has & terms.content) !== 0) for (const name of namesIn(object)) used.add(name);
    for (const name of Object.keys(definitions)) {
      if (used.has(name)) continue;
      yield {
        pointer: `/securityDefinitions/${escapePointer(name)}`,
        phrase: 'is used by no "security"; name it there, or take it out',
      };
    }
  },
};
