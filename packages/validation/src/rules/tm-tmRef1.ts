import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { isJsonPointer } from "./body-credential.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** `tm:ref` is the URI of a file, `#`, and a JSON Pointer into it; without a URI it points into the model itself (TD 1.1 §9.3.2). */
export const referencePattern: Rule = {
  id: "tm-tmRef1",
  level: "error",
  *check(doc) {
    for (const { object, place } of surveyOf(doc).objects) {
      const reference = memberOf(object, "tm:ref");
      if (
        reference === undefined ||
        (typeof reference === "string" && (isReference(reference) || hasPlaceholder(reference)))
      )
        continue;
      const phrase = `is ${truncate(JSON.stringify(reference))} and must be the URI of a Thing Model, "#" and a JSON Pointer, such as "lamp.tm.jsonld#/properties/on"`;
      yield { pointer: pointerOf({ name: "tm:ref", parent: place }), phrase };
    }
  },
};

function isReference(text: string): boolean {
  const at = text.indexOf("#");
  return (
    at !== -1 && !/[\s<>"\\^`|]/.test(text.slice(0, at)) && text.length > at + 1 && isJsonPointer(text.slice(at + 1))
  );
}
