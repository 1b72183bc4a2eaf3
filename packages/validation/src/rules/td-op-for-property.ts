import { formOperations } from "./form-operations.js";
import type { Rule } from "./rule.js";

/** Forms of a property read, write and observe it (TD 1.1 §5.3.1.3). */
export const opForProperty: Rule = formOperations("td-op-for-property", "property");
