import { DataSchemaError } from "@thingwright/errors";
import type { DataSchema } from "../types/data-schema.js";
import { checkFor } from "./check.js";
import type { Check, DataFinding } from "./data-finding.js";

/** Holds values against one DataSchema. */
export interface DataSchemaValidator {
  readonly schema: DataSchema;
  /**
   * Returns when `value` matches. `undefined` matches only a schema that allows anything.
   *
   * @throws {DataSchemaError} WOT_DATA_INVALID with the pointer of the first mismatch
   * @throws {ThingDescriptionError} WOT_TD_INVALID where ajv finds a fault in the schema that {@link compileDataSchema} did not
   */
  validate(value: unknown): void;
  /** The first place where `value` does not match, with each reason there; empty when it matches. Throws as `validate` does for the schema. */
  check(value: unknown): readonly DataFinding[];
}

/** Validators of the schemas seen, for as long as the schemas live. */
const validators = new WeakMap<object, DataSchemaValidator>();

/**
 * A validator for `schema`, a DataSchema of TD 1.1 §5.3.2: the one made before when the object is the same, so the schema must
 * not change afterwards.
 *
 * Terms of JSON Schema draft-07 that look at nothing but the value and the schema itself count, also those that TD 1.1
 * does not list. `$ref` and its kind, annotations and terms of other vocabularies are ignored, as are formats that are not
 * known. `default` is not applied. What is costly waits for the first value, and equal schemas share it.
 *
 * A `pattern` is tried in time linear in the value. One that no such engine takes, with look-around, back references or
 * repetition over 1000, is ignored.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID if a term has no usable value; its pointer begins at the schema.
 *   WOT_TD_LIMIT if it nests deeper than 64 schemas or consists of more than 1000
 */
export function compileDataSchema(schema: DataSchema): DataSchemaValidator {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const validator = validatorOf(schema, checkFor(schema));
  validators.set(schema, validator);
  return validator;
}

function validatorOf(schema: DataSchema, check: Check): DataSchemaValidator {
  return {
    schema,
    check,
    validate(value) {
      const findings = check(value);
      if (findings.length > 0) throw mismatch(schema, findings);
    },
  };
}

function mismatch(schema: DataSchema, findings: readonly DataFinding[]): DataSchemaError {
  const message = findings.map((finding) => finding.message).join("; ");
  return new DataSchemaError("WOT_DATA_INVALID", message, { pointer: findings[0]!.pointer, schema });
}
