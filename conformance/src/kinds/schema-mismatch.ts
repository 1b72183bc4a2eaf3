import { isWotError } from "@thingwright/errors";
import { compileDataSchema, type DataSchema } from "@thingwright/td";
import { withinTime } from "./within-time.js";

/** Longest time that one value is held against its schema: both come from outside, and can be made for each other. */
export const schemaTimeoutMs = 1_000;

/** How a value and its schema go together: they do, the value is at fault, or it cannot be told. */
export type Mismatch =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly message: string }
  | { readonly kind: "unknown"; readonly message: string };

/** Holds `value` against `schema`. Never throws, and ends within {@link schemaTimeoutMs}. */
export function mismatchOf(schema: DataSchema, value: unknown): Mismatch {
  try {
    const findings = withinTime(schemaTimeoutMs, () => compileDataSchema(schema).check(value));
    if (findings.length === 0) return { kind: "none" };
    return { kind: "value", message: findings.map(({ message }) => message).join("; ") };
  } catch (error) {
    const message = isWotError(error) ? error.message : `the value takes longer than ${schemaTimeoutMs} ms to judge`;
    return { kind: "unknown", message: `the data schema cannot be used: ${message}` };
  }
}
