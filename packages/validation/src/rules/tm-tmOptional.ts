import { escapePointer } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** What need not be in a Thing is listed under the name `tm:optional`, prefix, case and all (TD 1.1 §9.3.4). */
export const optionalName: Rule = {
  id: "tm-tmOptional",
  level: "error",
  *check(doc) {
    const isFree = memberOf(doc, "tm:optional") === undefined;
    for (const name of Object.keys(doc)) {
      if (name === "tm:optional" || !alike.test(name) || !isListOfAffordances(memberOf(doc, name))) continue;
      const mend = isFree ? ({ mend: { kind: "rename", name: "tm:optional" } } as const) : {};
      yield { pointer: `/${escapePointer(name)}`, phrase: 'has to be called "tm:optional"', ...mend };
    }
  },
};

const alike = /^(?:tm[:_-]?)?optional$/i;

const isListOfAffordances = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === "string" && /^#?\/?(?:properties|actions|events)\//.test(each));
