import { comboRule } from "./combo-members.js";
import type { Rule } from "./rule.js";

/** The names in a combo's `allOf` are those of other schemes in `securityDefinitions` (TD 1.1 §5.3.3.4). */
export const comboAllOf: Rule = comboRule("td-vocab-allOf--ComboSecurityScheme", "allOf");
