import { pointerOf } from "../place.js";
import { listOf, memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";
import { terms } from "./terms.js";

/** A Form that writes what is `readOnly`, or reads what is `writeOnly`. */
export const contradictingOperation: Rule = {
  id: "lint-contradicting-operation",
  level: "lint",
  needs: terms.readOnly | terms.writeOnly,
  *check(doc) {
    for (const { object, place, kind, holder } of surveyOf(doc).forms) {
      if (kind !== "property") continue;
      const op = memberOf(object, "op");
      for (const [index, name] of listOf(op).entries()) {
        const term = typeof name === "string" ? contradicted.get(name) : undefined;
        if (term === undefined || memberOf(holder, term) !== true) continue;
        const at = pointerOf({ name: "op", parent: place });
        yield {
          pointer: Array.isArray(op) ? `${at}/${index}` : at,
          phrase: `is ${name}, but the property is "${term}"`,
        };
      }
    }
  },
};

const contradicted: ReadonlyMap<string, string> = new Map([
  ["writeproperty", "readOnly"],
  ["readproperty", "writeOnly"],
  ["observeproperty", "writeOnly"],
]);
