import { runInNewContext } from "node:vm";
import { isWotError } from "@thingwright/errors";
import { compileDataSchema, type DataFinding, type DataSchema } from "@thingwright/td";

/** Longest time that one value is held against its schema: a pattern from outside can take for ever. */
export const schemaTimeoutMs = 1_000;

/** How a value and its schema go together: they do, the value is at fault, or it cannot be told. */
export type Mismatch =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly message: string }
  | { readonly kind: "unknown"; readonly message: string };

/** Holds `value` against `schema`. Never throws, and ends within {@link schemaTimeoutMs}. */
export function mismatchOf(schema: DataSchema, value: unknown): Mismatch {
  try {
    const findings = withinTime(() => compileDataSchema(schema).check(value));
    if (findings.length === 0) return { kind: "none" };
    return { kind: "value", message: findings.map(({ message }) => message).join("; ") };
  } catch (error) {
    const message = isWotError(error) ? error.message : `the value takes longer than ${schemaTimeoutMs} ms to judge`;
    return { kind: "unknown", message: `the data schema cannot be used: ${message}` };
  }
}

/** `vm` is here for its clock, which interrupts regular expressions too, and not as a sandbox. */
function withinTime(judge: () => readonly DataFinding[]): readonly DataFinding[] {
  return runInNewContext("judge()", { judge }, { timeout: schemaTimeoutMs });
}
