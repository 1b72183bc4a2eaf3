import { truncate } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import { isJsonPointer } from "./body-credential.js";
import type { Rule } from "./rule.js";

/** What `tm:optional` lists are JSON Pointers (TD 1.1 §9.3.4). */
export const optionalIsPointers: Rule = {
  id: "tm-tmOptional-JSONPointer",
  level: "error",
  *check(doc) {
    const optional = memberOf(doc, "tm:optional");
    if (!Array.isArray(optional)) return;
    for (const [index, pointer] of optional.entries()) {
      if (typeof pointer === "string" && isJsonPointer(pointer)) continue;
      const phrase = `is ${truncate(JSON.stringify(pointer))} and must be a JSON Pointer, such as "/properties/level"`;
      yield { pointer: `/tm:optional/${index}`, phrase };
    }
  },
};
