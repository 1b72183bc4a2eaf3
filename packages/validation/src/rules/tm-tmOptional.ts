import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** What need not be in a Thing is listed under the name `tm:optional`, prefix and all (TD 1.1 §9.3.4). */
export const optionalName: Rule = {
  id: "tm-tmOptional",
  level: "error",
  *check(doc) {
    const optional = memberOf(doc, "optional");
    if (!Array.isArray(optional) || optional.length === 0 || !optional.every(isAffordancePointer)) return;
    const mend = { kind: "rename", name: "tm:optional" } as const;
    const isFree = memberOf(doc, "tm:optional") === undefined;
    yield { pointer: "/optional", phrase: 'has to be called "tm:optional"', ...(isFree ? { mend } : {}) };
  },
};

const isAffordancePointer = (value: unknown): boolean =>
  typeof value === "string" && /^#?\/?(?:properties|actions|events)\//.test(value);
