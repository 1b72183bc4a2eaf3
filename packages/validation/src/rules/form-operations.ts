import { type FormHolder, isThingModel, thingOperations } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { versionOf } from "../walk/context.js";
import { type AnyObject, listOf, memberOf } from "./any-object.js";
import { signs } from "./look.js";
import { allOperations, operationsOf } from "./operations.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** The rule that the Forms of a `kind` have operations of that kind. A name that is no operation at all is another rule's. */
export function formOperations(id: string, kind: FormHolder): Rule {
  const allowed = operationsOf[kind];
  return {
    id,
    level: "error",
    sign: signs.operation,
    *check(doc) {
      const needsOp = kind === "thing" && !isThingModel(doc) && !isTd10(doc);
      for (const { object, place, kind: holder } of needsOp ? surveyOf(doc).forms : surveyOf(doc).misplacedForms) {
        if (holder !== kind) continue;
        const op = memberOf(object, "op");
        if (op === undefined && needsOp) yield { pointer: pointerOf(place), phrase: missingOp };
        for (const [index, name] of listOf(op).entries()) {
          if (typeof name !== "string" || allowed.includes(name) || !allOperations.has(name)) continue;
          const at = pointerOf({ name: "op", parent: place });
          const phrase = `is no operation of a ${kind}'s form; they are ${allowed.join(", ")}`;
          yield { pointer: Array.isArray(op) ? `${at}/${index}` : at, phrase };
        }
      }
    },
  };
}

/** TD 1.0 had a default. */
const isTd10 = (doc: AnyObject): boolean => versionOf(memberOf(doc, "@context"), false) === "1.0";

const missingOp = `needs a member "op" that says which of ${thingOperations.join(", ")} it is for`;
