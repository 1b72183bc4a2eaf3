import { truncate } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { listOf, memberOf } from "./any-object.js";
import { signs } from "./look.js";
import { isNoOperation, operationsOf } from "./operations.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** `op` has only the operation types of the table in TD 1.1 §5.3.4.2. */
export const wellKnownOperations: Rule = {
  id: "well-known-operation-types-only",
  level: "error",
  sign: signs.operation,
  *check(doc) {
    for (const { object, place, kind } of surveyOf(doc).misplacedForms) {
      const op = memberOf(object, "op");
      for (const [index, name] of listOf(op).entries()) {
        if (!isNoOperation(name)) continue;
        const at = pointerOf({ name: "op", parent: place });
        const phrase = `is ${truncate(JSON.stringify(name))}, which is no operation; here stand ${operationsOf[kind].join(", ")}`;
        yield { pointer: Array.isArray(op) ? `${at}/${index}` : at, phrase };
      }
    }
  },
};
