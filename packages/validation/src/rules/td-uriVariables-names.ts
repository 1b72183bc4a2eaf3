import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { isPartOfModel } from "./imports.js";
import { signs } from "./look.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { declares, securityVariables, variablesIn } from "./uri-variables.js";

/** The variables of a URI Template are in `uriVariables` of the affordance or the Thing (TD 1.1 §6.3.9.1), if they carry no credential. */
export const declaredVariables: Rule = {
  id: "td-uriVariables-names",
  level: "error",
  sign: signs["{"],
  *check(doc) {
    const templated = surveyOf(doc).forms.filter(({ object }) => isTemplate(memberOf(object, "href")));
    if ((templated.length === 0 && !isTemplate(memberOf(doc, "base"))) || isPartOfModel(doc)) return;
    const ofSecurity = securityVariables(doc);
    const base = variablesIn(memberOf(doc, "base")) ?? [];
    for (const name of base.filter((each) => !declares(doc, each) && !ofSecurity.has(each))) {
      yield { pointer: "/base", phrase: `${names(name)} of the Thing declares` };
    }
    for (const { object, place, holder } of templated) {
      const variables = variablesIn(memberOf(object, "href")) ?? [];
      for (const name of variables) {
        if (declares(holder, name) || declares(doc, name) || ofSecurity.has(name)) continue;
        yield {
          pointer: pointerOf({ name: "href", parent: place }),
          phrase: `${names(name)} here or of the Thing declares`,
        };
      }
    }
  },
};

const isTemplate = (uri: unknown): boolean => typeof uri === "string" && uri.includes("{");

const names = (name: string): string => `has the variable ${truncate(JSON.stringify(name))}, which no "uriVariables"`;
