import { truncate } from "@thingwright/td";
import { memberOf, objectsOf } from "./any-object.js";
import { isJsonPointer } from "./body-credential.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { words } from "./words.js";

/** The `name` of a credential in the body is a JSON Pointer (TD 1.1 §5.3.3.1). */
export const bodyPointer: Rule = {
  id: "sec-body-name-json-pointer",
  level: "error",
  words: words.body,
  *check(doc) {
    for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
      const name = memberOf(object, "name");
      if (memberOf(object, "in") !== "body" || typeof name !== "string") continue;
      if (isJsonPointer(name) || hasPlaceholder(name)) continue;
      const phrase = `is ${truncate(JSON.stringify(name))} and must be a JSON Pointer into the body, such as "/${truncate(name.replace(/[~/]/g, ""))}"`;
      yield { pointer: `${pointer}/name`, phrase };
    }
  },
};
