import { UsageError } from "@thingwright/errors";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { isMultipleOf } from "./multiple-of.js";
import type { PatternEngine } from "./pattern.js";
import { stringFormats } from "./string-formats.js";
import { isUniqueItems } from "./unique-items.js";

export interface AjvOptions {
  readonly allErrors: boolean;
  readonly patterns: PatternEngine;
}

/**
 * An ajv instance for JSON Schema draft-07 as both the W3C schema and DataSchemas need it: unknown keywords and
 * formats are ignored in silence, inherited members do not count, decimal steps work, and `uniqueItems` is linear.
 *
 * @throws {UsageError} WOT_STATE where no code may be made of text, which is what ajv does with a schema
 */
export function createAjv({ allErrors, patterns }: AjvOptions): Ajv {
  requireCodeFromText();
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

function requireCodeFromText(): void {
  try {
    new Function();
  } catch (cause) {
    const message = "schemas cannot be checked here: the Content-Security-Policy of the page lacks 'unsafe-eval'";
    throw new UsageError("WOT_STATE", message, { cause });
  }
}
