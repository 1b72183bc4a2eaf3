import { InternalError } from "@thingwright/errors";
import type { DataSchema } from "../types/data-schema.js";

/** One mismatch of a value with its DataSchema. */
export interface DataFinding {
  /** JSON Pointer into the value; the empty string is the whole value. */
  readonly pointer: string;
  readonly message: string;
  /** The term of the schema that says no: `type`, `minimum`, `required` … */
  readonly keyword: string;
}

/** Holds values against one DataSchema. */
export interface DataSchemaValidator {
  readonly schema: DataSchema;
  /** Returns when `value` matches. @throws {DataSchemaError} WOT_DATA_INVALID */
  validate(value: unknown): void;
  /** What is wrong with `value`; empty when it matches. */
  check(value: unknown): readonly DataFinding[];
}

export function compileDataSchema(_schema: DataSchema): DataSchemaValidator {
  throw new InternalError("WOT_INTERNAL", "not built yet");
}
