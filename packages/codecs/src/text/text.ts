import type { Codec } from "@thingwright/contracts";
import { unusable } from "../unusable.js";
import { charsetOf } from "./charset.js";

/**
 * Plain text: `text/plain` and every other `text/*`, in the character set of the `charset` parameter: utf-8 (default),
 * us-ascii or iso-8859-1.
 *
 * A schema of type boolean, integer, number or null makes the text a value: `true`, `21.5`, `null`, with white space
 * around it ignored. Without such a type the value is the text itself.
 */
export function text(): Codec {
  return {
    mediaTypes: ["text/plain", "text/*"],
    encode: (value, _schema, parameters) => charsetOf(parameters.get("charset")).encode(print(value)),
    decode: (body, schema, parameters) => parse(charsetOf(parameters.get("charset")).decode(body), schema?.type),
  };
}

function print(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || value === null) return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw unusable("only texts, finite numbers, booleans and null can be written as text");
}

function parse(content: string, type: string | undefined): unknown {
  switch (type) {
    case "boolean":
      return parseBoolean(content.trim());
    case "integer":
    case "number":
      return parseNumber(content.trim());
    case "null":
      if (content.trim() === "null") return null;
      throw unusable("the text is not null");
    case "array":
    case "object":
      throw unusable(`plain text cannot carry a value of type ${type}`);
    default:
      return content;
  }
}

function parseBoolean(word: string): boolean {
  if (word === "true") return true;
  if (word === "false") return false;
  throw unusable("the text is neither true nor false");
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Devices print `+5`, `05` and `.5` too: more than JSON takes, and never hexadecimal, Infinity or the empty text. */
function parseNumber(word: string): number {
  const value = decimal.test(word) ? Number(word) : Number.NaN;
  if (!Number.isFinite(value)) throw unusable("the text is not a finite decimal number");
  return value;
}
