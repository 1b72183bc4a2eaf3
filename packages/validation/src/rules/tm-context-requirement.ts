import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { contextNamespace } from "./td-context-ns-thing-mandatory.js";

/** A Thing Model has a `@context` as a Thing Description has (TD 1.1 §9.2). */
export const modelContext: Rule = {
  id: "tm-context-requirement",
  level: "error",
  *check(doc) {
    const context = memberOf(doc, "@context");
    if (context === undefined) yield { pointer: "", phrase: 'needs a member "@context", as a Thing Description does' };
    else if (Array.isArray(context) && context.length === 0) yield { pointer: "/@context", phrase: "is empty" };
    else yield* contextNamespace.check(doc);
  },
};
