import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

const typed = terms.ofNumber | terms.ofString | terms.ofArray | terms.ofObject;

/** A term that says nothing of values of the data schema's `type` (TD 1.1 §5.3.2 lists it for another). */
export const inapplicableTerm: Rule = {
  id: "lint-inapplicable-term",
  level: "lint",
  needs: typed,
  *check(doc) {
    for (const { object, place, terms: has } of surveyOf(doc).schemas) {
      if ((has & typed) === 0) continue;
      const type = memberOf(object, "type");
      const ofType = typeof type === "string" ? bitOf.get(type) : undefined;
      if (typeof type !== "string" || ofType === undefined || (has & typed & ~ofType) === 0) continue;
      for (const name of Object.keys(object)) {
        const applicable = applicableTo.get(name);
        if (applicable === undefined || applicable.includes(type)) continue;
        const phrase = `has no effect on values of the type "${type}"; it is for ${applicable.join(" and ")}`;
        yield { pointer: pointerOf({ name, parent: place }), phrase };
      }
    }
  },
};

/** The terms for each type of values. */
const bitOf: ReadonlyMap<string, number> = new Map([
  ["integer", terms.ofNumber],
  ["number", terms.ofNumber],
  ["string", terms.ofString],
  ["array", terms.ofArray],
  ["object", terms.ofObject],
  ["boolean", 0],
  ["null", 0],
]);

const termsOf: readonly (readonly [types: readonly string[], terms: readonly string[]])[] = [
  [
    ["number", "integer"],
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ],
  [["string"], ["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType"]],
  [["array"], ["items", "minItems", "maxItems"]],
  [["object"], ["properties", "required"]],
];

const applicableTo: ReadonlyMap<string, readonly string[]> = new Map(
  termsOf.flatMap(([applicable, terms]) => terms.map((term) => [term, applicable] as const)),
);
