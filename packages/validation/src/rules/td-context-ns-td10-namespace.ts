import { tdContext, tdContextV1 } from "@thingwright/td";
import { memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";

/** Where both namespaces are, the one of TD 1.0 comes first and the one of TD 1.1 second (TD 1.1 §5.3.1.1). */
export const contextOrder: Rule = {
  id: "td-context-ns-td10-namespace",
  level: "error",
  *check(doc) {
    const context = memberOf(doc, "@context");
    if (!Array.isArray(context)) return;
    const [old, current] = [context.indexOf(tdContextV1), context.indexOf(tdContext)];
    if (old === -1 || current === -1 || (old === 0 && current === 1)) return;
    const phrase = `has to begin with "${tdContextV1}" and "${tdContext}", in this order`;
    const others = context.filter((entry) => entry !== tdContextV1 && entry !== tdContext);
    yield { pointer: "/@context", phrase, mend: { kind: "replace", value: [tdContextV1, tdContext, ...others] } };
  },
};
