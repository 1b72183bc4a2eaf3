import {
  actionOperations,
  eventOperations,
  type FormHolder,
  propertyOperations,
  thingOperations,
} from "@thingwright/td";
import { hasPlaceholder } from "./placeholder.js";
import type { PlacedForm } from "./surveyed-object.js";

/** The operations of the Forms of each holder (TD 1.1 §5.3.1). */
export const operationsOf: Readonly<Record<FormHolder, readonly string[]>> = {
  property: propertyOperations,
  action: actionOperations,
  event: eventOperations,
  thing: thingOperations,
};

/** All of TD 1.1 §5.3.4.2. */
export const allOperations: ReadonlySet<string> = new Set(Object.values(operationsOf).flat());

/** Names in `op` that are no operations; placeholders may become one. */
export const isNoOperation = (name: unknown): name is string =>
  typeof name === "string" && !allOperations.has(name) && !hasPlaceholder(name);

/** Whether the `op` of a Form has a name that is no operation of its holder. */
export function isMisplaced({ object: { op }, kind }: PlacedForm): boolean {
  const allowed = operationsOf[kind];
  if (typeof op === "string") return !allowed.includes(op);
  return Array.isArray(op) && op.some((name) => typeof name === "string" && !allowed.includes(name));
}
