import { isRecord, resolvePointer } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** Each pointer of `tm:optional` leads to an affordance of the model (TD 1.1 §9.3.4). */
export const optionalResolves: Rule = {
  id: "tm-tmOptional-resolver",
  level: "error",
  *check(doc) {
    const optional = memberOf(doc, "tm:optional");
    if (!Array.isArray(optional)) return;
    // What another Thing Model brings in is not here to be looked up.
    const resolves = (pointer: string) => extendsAnother(doc) || isRecord(resolvePointer(doc, pointer));
    for (const [index, pointer] of optional.entries()) {
      if (typeof pointer !== "string" || (affordance.test(pointer) && resolves(pointer))) continue;
      yield { pointer: `/tm:optional/${index}`, phrase: "leads to no affordance of the model" };
    }
  },
};

const affordance = /^\/(?:properties|actions|events)\/[^/]*$/;

function extendsAnother(doc: Readonly<Record<string, unknown>>): boolean {
  const links = memberOf(doc, "links");
  return Array.isArray(links) && links.some((link) => isRecord(link) && memberOf(link, "rel") === "tm:extends");
}
