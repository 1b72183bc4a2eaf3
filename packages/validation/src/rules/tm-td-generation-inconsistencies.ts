import { isRecord, truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { type AnyObject, listOf, memberOf, type PlacedObject } from "./any-object.js";
import { isPartOfModel } from "./imports.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/**
 * No Thing made from the model would be inconsistent (TD 1.1 §9.4): where it has security definitions, the names in `security` are
 * theirs. Other models that it takes from may have more.
 */
export const modelSecurity: Rule = {
  id: "tm-td-generation-inconsistencies",
  level: "error",
  *check(doc) {
    const definitions = memberOf(doc, "securityDefinitions");
    if (!isRecord(definitions) || isPartOfModel(doc)) return;
    for (const { object, place } of secured(doc)) {
      const security = memberOf(object, "security");
      for (const [index, name] of listOf(security).entries()) {
        if (typeof name !== "string" || Object.hasOwn(definitions, name) || hasPlaceholder(name)) continue;
        const at = pointerOf({ name: "security", parent: place });
        const phrase = `names ${truncate(JSON.stringify(name))}, which "securityDefinitions" does not define`;
        yield { pointer: Array.isArray(security) ? `${at}/${index}` : at, phrase };
      }
    }
  },
};

const secured = (doc: AnyObject): readonly PlacedObject[] => [
  { object: doc, place: undefined },
  ...surveyOf(doc).forms,
];
