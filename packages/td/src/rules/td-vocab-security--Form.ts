import { formsOf } from "../forms-of.js";
import type { Rule } from "./rule.js";
import { undefinedNames } from "./undefined-names.js";

/** The names in a Form's `security` are chosen from those in `securityDefinitions` (TD 1.1 §5.3.4.2). */
export const formSecurity: Rule = {
  id: "td-vocab-security--Form",
  level: "error",
  *check(doc) {
    for (const { form, pointer } of formsOf(doc)) yield* undefinedNames(doc, form.security, `${pointer}/security`);
  },
};
