import { createAjv, linearPatterns } from "@thingwright/td";
import type { ValidateFunction } from "ajv";
import schema from "wot-thing-model-types/schema/tm-json-schema-validation.json" with { type: "json" };

/** A place where a Thing Model breaks the W3C's JSON Schema for Thing Models. */
export interface SchemaViolation {
  readonly pointer: string;
  readonly message: string;
}

/** The first violation of the W3C's JSON Schema for Thing Models (TD 1.1 appendix B) in `model`, if there is one. */
export function thingModelViolation(model: unknown): SchemaViolation | undefined {
  validate ??= compile();
  if (validate(model)) return undefined;
  const errors = validate.errors ?? [];
  const deepest = errors.reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a));
  return { pointer: deepest.instancePath, message: deepest.message ?? "is not as the schema demands" };
}

let validate: ValidateFunction | undefined;

/**
 * Compiling takes some tens of milliseconds: it waits until a document asks for it. The schema looks for placeholders
 * with a pattern that takes quadratic time in the language's own engine.
 */
const compile = (): ValidateFunction => createAjv({ allErrors: false, patterns: linearPatterns }).compile(schema);
