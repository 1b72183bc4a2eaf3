import { tdContext, tdContextV1 } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import { contextEntries } from "./context-maps.js";
import type { Rule } from "./rule.js";

/**
 * `@context` has the namespace of TD 1.1 (§5.3.1.1). The one of TD 1.0 alone is a document of that version and welcome
 * (`td-context-ns-td10-namespacev10`).
 */
export const contextNamespace: Rule = {
  id: "td-context-ns-thing-mandatory",
  level: "error",
  *check(doc) {
    const context = memberOf(doc, "@context");
    if (typeof context !== "string" && !(Array.isArray(context) && context.length > 0)) return;
    for (const { entry } of contextEntries(doc)) if (entry === tdContext || entry === tdContextV1) return;
    yield { pointer: "/@context", phrase: `needs the entry "${tdContext}"` };
  },
};
