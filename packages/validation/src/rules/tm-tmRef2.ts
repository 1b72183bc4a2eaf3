import { extendsAnother } from "./imports.js";
import { localReferences, placeOfReference } from "./local-references.js";
import type { Rule } from "./rule.js";

/** What a `tm:ref` into its own model leads to is there to be taken over (TD 1.1 §9.3.2). What an extended model brings is not known here. */
export const referenceResolves: Rule = {
  id: "tm-tmRef2",
  level: "error",
  *check(doc) {
    if (extendsAnother(doc)) return;
    for (const reference of localReferences(doc)) {
      if (reference.target !== undefined) continue;
      yield { pointer: placeOfReference(reference), phrase: "leads to nothing in this model" };
    }
  },
};
