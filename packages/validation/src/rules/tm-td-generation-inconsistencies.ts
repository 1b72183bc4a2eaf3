import { isRecord, truncate } from "@thingwright/td";
import { type Place, pointerOf } from "../place.js";
import { type AnyObject, listOf, memberOf } from "./any-object.js";
import { isPartOfModel } from "./imports.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { objectsIn, surveyOf } from "./survey.js";

/**
 * No Thing made from the model would be inconsistent (TD 1.1 §9.4): where it has security definitions, the names in `security` and
 * in combos are theirs. Other models that it takes from may have more.
 */
export const modelSecurity: Rule = {
  id: "tm-td-generation-inconsistencies",
  level: "error",
  *check(doc) {
    const definitions = memberOf(doc, "securityDefinitions");
    if (!isRecord(definitions) || isPartOfModel(doc)) return;
    for (const { names, place } of namings(doc)) {
      for (const [index, name] of listOf(names).entries()) {
        if (typeof name !== "string" || Object.hasOwn(definitions, name) || hasPlaceholder(name)) continue;
        const at = pointerOf(place);
        const phrase = `names ${truncate(JSON.stringify(name))}, which "securityDefinitions" does not define`;
        yield { pointer: Array.isArray(names) ? `${at}/${index}` : at, phrase };
      }
    }
  },
};

/** Every place where names of security definitions stand. */
function* namings(doc: AnyObject): Generator<{ readonly names: unknown; readonly place: Place }> {
  for (const { object, place: parent } of [{ object: doc, place: undefined }, ...surveyOf(doc).forms]) {
    yield { names: memberOf(object, "security"), place: { name: "security", parent } };
  }
  for (const { object, place: parent } of objectsIn(doc, "securityDefinitions", undefined)) {
    if (memberOf(object, "scheme") !== "combo") continue;
    for (const name of ["oneOf", "allOf"]) yield { names: memberOf(object, name), place: { name, parent } };
  }
}
