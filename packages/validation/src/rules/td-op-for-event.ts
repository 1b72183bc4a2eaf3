import { formOperations } from "./form-operations.js";
import type { Rule } from "./rule.js";

/** Forms of an event subscribe to it and unsubscribe (TD 1.1 §5.3.1.5). */
export const opForEvent: Rule = formOperations("td-op-for-event", "event");
