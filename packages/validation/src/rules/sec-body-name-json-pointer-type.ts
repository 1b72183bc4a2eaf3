import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { bodyCredentials, isJsonPointer, targetOf } from "./body-credential.js";
import type { Rule } from "./rule.js";
import { words } from "./words.js";

/** What the pointer of a credential in the body leads to is a string and always there (TD 1.1 §5.3.3.1). */
export const bodyString: Rule = {
  id: "sec-body-name-json-pointer-type",
  level: "error",
  words: words.body,
  *check(doc) {
    for (const { schemeName, pointer, schema, place } of bodyCredentials(doc)) {
      if (!isJsonPointer(pointer)) continue;
      const { element, required } = targetOf(schema, pointer);
      const type = element === undefined ? undefined : memberOf(element, "type");
      const isWrong = type !== undefined && type !== "string";
      if (element === undefined || (!isWrong && required)) continue;
      const wanted = isWrong ? `of the type "string" there, not "${truncate(String(type))}"` : 'named in "required"';
      const phrase = `has the credential of ${truncate(JSON.stringify(schemeName))} at ${truncate(pointer)}, which must be ${wanted}`;
      yield { pointer: pointerOf(place), phrase };
    }
  },
};
