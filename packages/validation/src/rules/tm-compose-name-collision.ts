import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { objectsIn } from "./survey.js";

/** The submodels of a Thing Model have different names, so that the Things made from them do too (TD 1.1 §9.3.3). */
export const submodelNames: Rule = {
  id: "tm-compose-name-collision",
  level: "error",
  *check(doc) {
    const seen = new Set<string>();
    for (const { object, place } of objectsIn(doc, "links", undefined)) {
      const name = memberOf(object, "instanceName");
      if (memberOf(object, "rel") !== "tm:submodel" || typeof name !== "string") continue;
      if (seen.has(name)) {
        const phrase = `is ${truncate(JSON.stringify(name))}, as of another submodel; each needs a name of its own`;
        yield { pointer: pointerOf({ name: "instanceName", parent: place }), phrase };
      }
      seen.add(name);
    }
  },
};
