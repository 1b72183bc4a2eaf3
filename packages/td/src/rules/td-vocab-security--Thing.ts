import type { Rule } from "./rule.js";
import { undefinedNames } from "./undefined-names.js";

/** The names in the Thing's `security` are chosen from those in `securityDefinitions` (TD 1.1 §5.3.1.1). */
export const thingSecurity: Rule = {
  id: "td-vocab-security--Thing",
  level: "error",
  check: (doc) => undefinedNames(doc, doc.security, "/security"),
};
