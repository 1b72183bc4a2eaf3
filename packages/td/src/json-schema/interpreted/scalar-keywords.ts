import { fullFormats } from "ajv-formats/dist/formats.js";
import { isMultipleOf } from "../multiple-of.js";
import { stringFormats } from "../string-formats.js";
import type { Keyword } from "./keyword.js";
import { violate } from "./visit.js";

const bound =
  (keyword: string, holds: (value: number, limit: number) => boolean): Keyword =>
  (visit, value, limit) =>
    holds(value as number, limit as number) || violate(visit, keyword, { limit });

const length =
  (keyword: string, holds: (length: number, limit: number) => boolean): Keyword =>
  (visit, value, limit) =>
    holds(codePoints(value as string), limit as number) || violate(visit, keyword, { limit });

/** The length of a string as JSON Schema counts it; takes no memory for a long one. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Of numbers, in ajv's order. */
export const numberKeywords: readonly (readonly [string, Keyword])[] = [
  ["maximum", bound("maximum", (value, limit) => value <= limit)],
  ["minimum", bound("minimum", (value, limit) => value >= limit)],
  ["exclusiveMaximum", bound("exclusiveMaximum", (value, limit) => value < limit)],
  ["exclusiveMinimum", bound("exclusiveMinimum", (value, limit) => value > limit)],
  ["format", (visit, value, name) => hasFormat(value, name, "number") || violate(visit, "format", { format: name })],
  ["multipleOf", (visit, value, step) => isMultipleOf(value as number, step as number) || violate(visit, "multipleOf")],
];

/** Of strings. */
export const stringKeywords: readonly (readonly [string, Keyword])[] = [
  ["maxLength", length("maxLength", (size, limit) => size <= limit)],
  ["minLength", length("minLength", (size, limit) => size >= limit)],
  [
    "pattern",
    (visit, value, pattern) =>
      visit.rules.patterns(pattern as string, "u").test(value as string) || violate(visit, "pattern", { pattern }),
  ],
  ["format", (visit, value, name) => hasFormat(value, name, "string") || violate(visit, "format", { format: name })],
];

const formats = new Map<unknown, unknown>(Object.entries({ ...fullFormats, ...stringFormats }));

/** Whether `value`, which is of `type`, has the format; one that is unknown, or of another type, does not count. */
function hasFormat(value: unknown, name: unknown, type: "string" | "number"): boolean {
  const format = formats.get(name);
  const { type: of = "string", validate = format } = isDefinition(format) ? format : {};
  if (of !== type) return true;
  if (validate instanceof RegExp) return validate.test(value as string);
  return typeof validate === "function" ? Boolean(validate(value)) : true;
}

interface FormatDefinition {
  readonly type?: string;
  readonly validate?: unknown;
}

const isDefinition = (format: unknown): format is FormatDefinition =>
  typeof format === "object" && format !== null && !(format instanceof RegExp);
