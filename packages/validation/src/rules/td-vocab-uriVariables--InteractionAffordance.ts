import type { Rule } from "./rule.js";
import { scalarVariables } from "./scalar-variables.js";
import { surveyOf } from "./survey.js";

/** The `uriVariables` of an affordance are no objects and no arrays: they become text in a URI (TD 1.1 §5.3.1.2). */
export const affordanceVariables: Rule = scalarVariables(
  "td-vocab-uriVariables--InteractionAffordance",
  (doc) => surveyOf(doc).affordances,
);
