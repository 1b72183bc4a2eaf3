import { escapePointer, isRecord } from "@thingwright/td";
import { responsesOf } from "./additional-responses.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** An entry of `schemaDefinitions` that no additional response names. */
export const unusedSchema: Rule = {
  id: "lint-unused-schema-definition",
  level: "lint",
  needs: terms.schemaDefinitions,
  *check(doc) {
    const definitions = memberOf(doc, "schemaDefinitions");
    if (!isRecord(definitions)) return;
    const { forms } = surveyOf(doc);
    const used = new Set(
      forms.flatMap((form) => [...responsesOf(form)].map(({ object }) => memberOf(object, "schema"))),
    );
    for (const name of Object.keys(definitions)) {
      if (used.has(name)) continue;
      yield { pointer: `/schemaDefinitions/${escapePointer(name)}`, phrase: "is named by no additional response" };
    }
  },
};
