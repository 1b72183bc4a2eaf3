import { formOperations } from "./form-operations.js";
import type { Rule } from "./rule.js";

/** Forms of the Thing itself say their operations, which are those of several affordances (TD 1.1 §5.3.1.1). */
export const opForThing: Rule = formOperations("td-op-for-thing", "thing");
