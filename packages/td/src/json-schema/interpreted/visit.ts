import type { PatternEngine } from "../pattern.js";
import type { Violation } from "../violation.js";

/** What holds for all of a schema. */
export interface Rules {
  readonly allErrors: boolean;
  readonly patterns: PatternEngine;
  /** The schema that a `$ref` points into. */
  readonly root: unknown;
}

/** One schema at one place of a value. */
export interface Visit {
  readonly rules: Rules;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly instancePath: string;
  readonly schemaPath: string;
  /** Whether this is a branch of a union: its violations need not count. */
  readonly isBranch: boolean;
  readonly violations: Violation[];
}

/** Says that `keyword` is not satisfied, and returns false. */
export function violate(
  { instancePath, schemaPath, violations }: Visit,
  keyword: string,
  params: Readonly<Record<string, unknown>> = {},
): false {
  violations.push({ instancePath, keyword, params, schemaPath: `${schemaPath}/${keyword}` });
  return false;
}
