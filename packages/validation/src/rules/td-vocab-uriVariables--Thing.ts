import type { Rule } from "./rule.js";
import { scalarVariables } from "./scalar-variables.js";

/** The `uriVariables` of the Thing are no objects and no arrays: they become text in a URI (TD 1.1 §5.3.1.1). */
export const thingVariables: Rule = scalarVariables("td-vocab-uriVariables--Thing", (doc) => [
  { object: doc, place: undefined },
]);
