import { isRecord } from "@thingwright/td";
import { memberOf, type PlacedObject } from "./any-object.js";
import { objectsIn } from "./survey.js";

/** The additional responses of a Form: a list, or one that stands for a list of one. */
export function* responsesOf({ object, place }: PlacedObject): Generator<PlacedObject> {
  const responses = memberOf(object, "additionalResponses");
  if (Array.isArray(responses)) yield* objectsIn(object, "additionalResponses", place);
  else if (isRecord(responses)) yield { object: responses, place: { name: "additionalResponses", parent: place } };
}
