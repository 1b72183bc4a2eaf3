import { isRecord } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { terms } from "./terms.js";

/** At most one link says of which Thing Model a Thing is (TD 1.1 §9.4). */
export const oneTypeLink: Rule = {
  id: "tm-rel-type-maximum",
  level: "error",
  needs: terms.links,
  *check(doc) {
    const links = memberOf(doc, "links");
    if (!Array.isArray(links)) return;
    let seen = false;
    for (const [index, link] of links.entries()) {
      if (!isRecord(link) || memberOf(link, "rel") !== "type") continue;
      if (seen) yield { pointer: `/links/${index}`, phrase: 'is a second link of the relation "type"; keep one' };
      seen = true;
    }
  },
};
