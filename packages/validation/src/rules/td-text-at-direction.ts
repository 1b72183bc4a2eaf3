import { truncate } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import { contextMaps } from "./context-maps.js";
import type { Rule } from "./rule.js";
import { terms } from "./terms.js";

/** `@direction` in the context is "ltr", "rtl" or null (TD 1.1 §6.3.2; JSON-LD 1.1 §9.15 knows no other). */
export const textDirection: Rule = {
  id: "td-text-at-direction",
  level: "error",
  needs: terms.direction,
  *check(doc) {
    for (const { map, pointer } of contextMaps(doc)) {
      const direction = memberOf(map, "@direction");
      if (direction === undefined || direction === null || direction === "ltr" || direction === "rtl") continue;
      const phrase = `is ${truncate(JSON.stringify(direction))} and must be "ltr", "rtl" or null`;
      yield { pointer: `${pointer}/@direction`, phrase };
    }
  },
};
