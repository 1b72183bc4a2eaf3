import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A term that says nothing of values of the data schema's `type` (TD 1.1 §5.3.2 lists it for another). */
export const inapplicableTerm: Rule = {
  id: "lint-inapplicable-term",
  level: "lint",
  needs: terms.ofNumber | terms.ofString | terms.ofArray | terms.ofObject,
  *check(doc) {
    for (const { object, place } of surveyOf(doc).schemas) {
      const type = memberOf(object, "type");
      if (typeof type !== "string" || !types.has(type)) continue;
      for (const name of Object.keys(object)) {
        const applicable = applicableTo.get(name);
        if (applicable === undefined || applicable.includes(type)) continue;
        const phrase = `has no effect on values of the type "${type}"; it is for ${applicable.join(" and ")}`;
        yield { pointer: pointerOf({ name, parent: place }), phrase };
      }
    }
  },
};

const types: ReadonlySet<string> = new Set(["boolean", "integer", "number", "string", "object", "array", "null"]);

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
