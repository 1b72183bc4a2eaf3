import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { bodyCredentials, isJsonPointer, targetOf } from "./body-credential.js";
import type { Rule } from "./rule.js";
import { words } from "./words.js";

/** What the pointer of a credential in the body leads to can be put there (TD 1.1 §5.3.3.1); `-` is behind the last item of a list. */
export const bodyCreatable: Rule = {
  id: "sec-body-name-json-pointer-creatable",
  level: "error",
  words: words.body,
  *check(doc) {
    for (const { schemeName, pointer, schema, place } of bodyCredentials(doc)) {
      if (!isJsonPointer(pointer)) continue;
      const { refusal } = targetOf(schema, pointer);
      if (refusal === undefined) continue;
      const phrase = `cannot take the credential of ${truncate(JSON.stringify(schemeName))} at ${truncate(pointer)}, since ${refusal}`;
      yield { pointer: pointerOf(place), phrase };
    }
  },
};
