import { Ajv, type ValidateFunction } from "ajv";
import ajvFormats from "ajv-formats";
import { isMultipleOf } from "./multiple-of.js";
import type { PatternEngine } from "./pattern.js";
import type { SchemaCheck } from "./schema-check.js";
import { stringFormats } from "./string-formats.js";
import { isUniqueItems } from "./unique-items.js";
import type { Violation } from "./violation.js";

export interface AjvOptions {
  readonly allErrors: boolean;
  readonly patterns: PatternEngine;
}

/**
 * An ajv instance for JSON Schema draft-07 as both the W3C schema and DataSchemas need it: unknown keywords and
 * formats are ignored in silence, inherited members do not count, decimal steps work, and `uniqueItems` is linear.
 */
export function createAjv({ allErrors, patterns }: AjvOptions): Ajv {
  const ajv = new Ajv({
    allErrors,
    strict: false,
    strictNumbers: true,
    logger: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    ownProperties: true,
    // Optimizing makes compilation several times slower and what is compiled hardly faster.
    code: { regExp: patterns, optimize: false },
  });
  ajvFormats.default(ajv, { mode: "full", keywords: false });
  for (const [name, format] of Object.entries(stringFormats)) ajv.addFormat(name, format);
  ajv.removeKeyword("multipleOf").addKeyword({
    keyword: "multipleOf",
    type: "number",
    schemaType: "number",
    compile: (step: number) => (value: number) => isMultipleOf(value, step),
  });
  ajv.removeKeyword("uniqueItems").addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    compile: (unique: boolean) => (items: readonly unknown[]) => !unique || isUniqueItems(items),
  });
  return ajv;
}

let allowed: boolean | undefined;

/** Whether code may be made of text, as ajv does: not on a page whose Content-Security-Policy lacks `'unsafe-eval'`. */
export function canCompile(): boolean {
  allowed ??= makesCode();
  return allowed;
}

function makesCode(): boolean {
  try {
    new Function();
    return true;
  } catch {
    return false;
  }
}

/** What a compiled schema says, without its state. */
export function checkOf(validate: ValidateFunction): SchemaCheck {
  return (value) => (validate(value) ? satisfied : (validate.errors ?? satisfied));
}

const satisfied: readonly Violation[] = [];
