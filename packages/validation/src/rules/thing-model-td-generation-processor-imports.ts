import { pointerOf } from "../place.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A Thing Description has what a `tm:ref` of its model led to, and not the reference (TD 1.1 §9.4). */
export const noReferences: Rule = {
  id: "thing-model-td-generation-processor-imports",
  level: "error",
  needs: terms["tm:ref"],
  *check(doc) {
    for (const { object, place } of surveyOf(doc).objects) {
      if (!Object.hasOwn(object, "tm:ref")) continue;
      const phrase = "refers to a definition of a Thing Model; a Thing Description has to have that definition itself";
      yield { pointer: pointerOf({ name: "tm:ref", parent: place }), phrase };
    }
  },
};
