import { allObjects, isObject, memberOf, objectsOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** A URI variable that carries a credential is none of the Thing's own variables (TD 1.1 §5.3.3.1). */
export const uriVariablesDistinct: Rule = {
  id: "td-security-uri-variables-distinct",
  level: "error",
  *check(doc) {
    const own = declaredVariables(doc);
    for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
      const name = memberOf(object, "name");
      if (memberOf(object, "in") !== "uri" || typeof name !== "string" || !own.has(name)) continue;
      yield { pointer: `${pointer}/name`, phrase: 'is the name of a member of "uriVariables" too; rename one of them' };
    }
  },
};

/** Names in `uriVariables` of the Thing and of its affordances. */
function declaredVariables(doc: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { object, pointer } of allObjects(doc)) {
    if (!holder.test(pointer)) continue;
    const variables = memberOf(object, "uriVariables");
    if (isObject(variables)) for (const name of Object.keys(variables)) names.add(name);
  }
  return names;
}

const holder = /^(?:\/(?:properties|actions|events)\/[^/]*)?$/;
