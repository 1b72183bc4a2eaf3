import { isRecord } from "@thingwright/td";
import { type AnyObject, affordancesOf, memberOf, objectsOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { terms } from "./terms.js";

/** A URI variable that carries a credential is none of the Thing's own variables (TD 1.1 §5.3.3.1). */
export const uriVariablesDistinct: Rule = {
  id: "td-security-uri-variables-distinct",
  level: "error",
  needs: terms.uriVariables,
  *check(doc) {
    let own: ReadonlySet<string> | undefined;
    for (const { object, pointer } of objectsOf(doc, "securityDefinitions")) {
      const name = memberOf(object, "name");
      if (memberOf(object, "in") !== "uri" || typeof name !== "string") continue;
      own ??= declaredVariables(doc);
      if (!own.has(name)) continue;
      yield { pointer: `${pointer}/name`, phrase: 'is the name of a member of "uriVariables" too; rename one of them' };
    }
  },
};

/** Names in `uriVariables` of the Thing and of its affordances. */
function declaredVariables(doc: AnyObject): ReadonlySet<string> {
  const holders = [doc, ...[...affordancesOf(doc)].map(({ object }) => object)];
  return new Set(
    holders
      .map((holder) => memberOf(holder, "uriVariables"))
      .filter(isRecord)
      .flatMap(Object.keys),
  );
}
