import type { FormHolder, Operation } from "../types/operation.js";
import { propertyDefaults } from "./affordance-defaults.js";

const invoke: readonly Operation[] = ["invokeaction"];
const subscribe: readonly Operation[] = ["subscribeevent", "unsubscribeevent"];

/**
 * The operations of a Form without `op`. One that is both `readOnly` and `writeOnly` contradicts itself and serves none.
 *
 * @see TD 1.1 §5.4, `td-default-op-properties`, `td-default-op-actions`, `td-default-op-events`
 */
export function defaultOperations(
  kind: Exclude<FormHolder, "thing">,
  affordance: Parameters<typeof propertyDefaults>[0] | object,
): readonly Operation[] {
  if (kind === "action") return invoke;
  if (kind === "event") return subscribe;
  const { readOnly, writeOnly } = propertyDefaults(affordance);
  const operations: Operation[] = [];
  if (!writeOnly) operations.push("readproperty");
  if (!readOnly) operations.push("writeproperty");
  return operations;
}
