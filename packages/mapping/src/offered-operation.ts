import type { EventAffordance, Operation, PropertyAffordance } from "@thingwright/td";

/**
 * Whether a property has a Form for `operation`. Only an `op` that is written out counts as an offer to observe: by
 * default a Form reads and writes (TD 1.1 §5.4).
 */
export function offers(affordance: PropertyAffordance | EventAffordance, operation: Operation): boolean {
  return affordance.forms.some(({ op }) => {
    if (op === undefined) return operation === "readproperty";
    return typeof op === "string" ? op === operation : op.includes(operation);
  });
}
