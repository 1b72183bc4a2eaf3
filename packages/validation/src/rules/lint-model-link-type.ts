import { tmMediaType } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { objectsIn } from "./survey.js";
import { terms } from "./terms.js";

/** A link to a Thing Model whose `type` says that something else is there (TD 1.1 §9.3, §12.2). */
export const modelLinkType: Rule = {
  id: "lint-model-link-type",
  level: "lint",
  needs: terms.links,
  *check(doc) {
    for (const { object, place } of objectsIn(doc, "links", undefined)) {
      const [rel, type] = [memberOf(object, "rel"), memberOf(object, "type")];
      if (!modelRelations.has(rel) || typeof type !== "string" || hasPlaceholder(type)) continue;
      if (type.split(";", 1)[0]!.trim().toLowerCase() === tmMediaType) continue;
      yield {
        pointer: pointerOf({ name: "type", parent: place }),
        phrase: `should be "${tmMediaType}", since a Thing Model is there`,
      };
    }
  },
};

const modelRelations: ReadonlySet<unknown> = new Set(["type", "tm:extends", "tm:submodel"]);
