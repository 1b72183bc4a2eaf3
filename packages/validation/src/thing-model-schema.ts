import { createAjv, linearPatterns, type PatternEngine, type Violation } from "@thingwright/td";
import type { ValidateFunction } from "ajv";
import schema from "wot-thing-model-types/schema/tm-json-schema-validation.json" with { type: "json" };
import { isPlaceholder } from "./walk/placeholder.js";

/**
 * The first violation of the W3C's JSON Schema for Thing Models (TD 1.1 appendix B) in `model`, with those of the
 * unions that it is in; empty when there is none.
 */
export function thingModelViolations(model: unknown): readonly Violation[] {
  validate ??= compile();
  return validate(model) ? [] : (validate.errors ?? []);
}

let validate: ValidateFunction | undefined;

/**
 * The schema looks for placeholders with a pattern that takes quadratic time in the language's own engine, and for
 * much else with patterns that anybody's engine in linear time will do for.
 */
const patterns: PatternEngine = Object.assign(
  (pattern: string, flags: string) =>
    pattern === placeholderPattern
      ? { test: isPlaceholderText, toString: () => pattern }
      : linearPatterns(pattern, flags),
  { code: linearPatterns.code },
);

const placeholderPattern = "^.*[{]{2}[ -~]+[}]{2}.*$";

/** What the pattern says: a placeholder somewhere in one line. */
const isPlaceholderText = (text: string): boolean =>
  isPlaceholder(text) && linearPatterns(placeholderPattern, "u").test(text);

/** Compiling takes some tens of milliseconds: it waits until a document asks for it. */
const compile = (): ValidateFunction => createAjv({ allErrors: false, patterns }).compile(schema);
