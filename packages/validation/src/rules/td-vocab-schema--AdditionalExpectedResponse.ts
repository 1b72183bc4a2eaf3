import { isRecord, truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { responsesOf } from "./additional-responses.js";
import { memberOf } from "./any-object.js";
import { isPartOfModel } from "./imports.js";
import { hasPlaceholder } from "./placeholder.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** The `schema` of an additional response is the name of an entry in `schemaDefinitions` (TD 1.1 §5.3.4.4). */
export const definedSchema: Rule = {
  id: "td-vocab-schema--AdditionalExpectedResponse",
  level: "error",
  needs: terms.additionalResponses,
  *check(doc) {
    if (isPartOfModel(doc)) return;
    const definitions = memberOf(doc, "schemaDefinitions");
    for (const form of surveyOf(doc).forms) {
      for (const { object, place } of responsesOf(form)) {
        const name = memberOf(object, "schema");
        if (typeof name !== "string" || hasPlaceholder(name)) continue;
        if (isRecord(definitions) && Object.hasOwn(definitions, name)) continue;
        const phrase = `names ${truncate(JSON.stringify(name))}, which "schemaDefinitions" does not define`;
        yield { pointer: pointerOf({ name: "schema", parent: place }), phrase };
      }
    }
  },
};
