import type { ActionAffordance, PropertyAffordance } from "../types/affordance.js";

/** `readOnly`, `writeOnly` and `observable` of a PropertyAffordance; each is `false` unless the document says `true` (TD 1.1 §5.4). */
export function propertyDefaults(property: Pick<PropertyAffordance, "readOnly" | "writeOnly" | "observable">): {
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly observable: boolean;
} {
  return {
    readOnly: property.readOnly === true,
    writeOnly: property.writeOnly === true,
    observable: property.observable === true,
  };
}

/** `safe` and `idempotent` of an ActionAffordance; each is `false` unless the document says `true` (TD 1.1 §5.4). */
export function actionDefaults(action: Pick<ActionAffordance, "safe" | "idempotent">): {
  readonly safe: boolean;
  readonly idempotent: boolean;
} {
  return { safe: action.safe === true, idempotent: action.idempotent === true };
}
