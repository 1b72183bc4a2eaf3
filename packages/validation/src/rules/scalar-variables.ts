import { pointerOf } from "../place.js";
import { type AnyObject, memberOf, type PlacedObject } from "./any-object.js";
import type { Rule } from "./rule.js";
import { objectsIn } from "./survey.js";
import { terms } from "./terms.js";

/** The rule that no member of `uriVariables` of the `holders` is an ObjectSchema or an ArraySchema. */
export function scalarVariables(id: string, holders: (doc: AnyObject) => Iterable<PlacedObject>): Rule {
  return {
    id,
    level: "error",
    needs: terms.uriVariables,
    *check(doc) {
      for (const { object: holder, place: at } of holders(doc)) {
        for (const { object, place } of objectsIn(holder, "uriVariables", at)) {
          const type = memberOf(object, "type");
          if (type !== "object" && type !== "array") continue;
          const phrase = `has the type "${type}", and must have one that can be written into a URI, such as "string"`;
          yield { pointer: pointerOf(place), phrase };
        }
      }
    },
  };
}
