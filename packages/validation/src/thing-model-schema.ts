import { Ajv, type ValidateFunction } from "ajv";
import ajvFormats from "ajv-formats";
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

/** Compiling takes some tens of milliseconds: it waits until a document asks for it. */
function compile(): ValidateFunction {
  const ajv = new Ajv({ strict: false, logger: false, validateSchema: false, ownProperties: true });
  ajvFormats.default(ajv, { mode: "full", keywords: false });
  return ajv.compile(schema);
}
