import { tdContext, tdContextV1 } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import { contextEntries } from "./context-maps.js";
import type { Rule } from "./rule.js";

/** A Thing Model has a `@context` that names the TD namespace, as a Thing Description has (TD 1.1 §9.2). */
export const modelContext: Rule = {
  id: "tm-context-requirement",
  level: "error",
  *check(doc) {
    for (const { entry } of contextEntries(doc)) if (entry === tdContext || entry === tdContextV1) return;
    const isThere = memberOf(doc, "@context") !== undefined;
    const phrase = `needs ${isThere ? "the entry" : 'a member "@context" with'} "${tdContext}", as a Thing Description does`;
    yield { pointer: isThere ? "/@context" : "", phrase };
  },
};
