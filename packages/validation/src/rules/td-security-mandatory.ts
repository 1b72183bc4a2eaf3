import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** At least one security definition is active at the Thing (TD 1.1 §6.3.4). */
export const securityMandatory: Rule = {
  id: "td-security-mandatory",
  level: "error",
  *check(doc) {
    const security = memberOf(doc, "security");
    if (!Array.isArray(security) || security.length > 0) return;
    yield {
      pointer: "/security",
      phrase: 'is empty; name at least one definition, if need be one of the scheme "nosec"',
    };
  },
};
