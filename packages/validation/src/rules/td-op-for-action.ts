import { formOperations } from "./form-operations.js";
import type { Rule } from "./rule.js";

/** Forms of an action invoke, query and cancel it (TD 1.1 §5.3.1.4). */
export const opForAction: Rule = formOperations("td-op-for-action", "action");
