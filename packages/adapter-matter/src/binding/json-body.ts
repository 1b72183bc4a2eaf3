import { type Content, noContent } from "@thingwright/contracts";
import { DataSchemaError } from "@thingwright/errors";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** `value` as a body; none for `undefined`. */
export const jsonContent = (value: unknown): Content =>
  value === undefined ? noContent : { contentType: "application/json", body: encoder.encode(JSON.stringify(value)) };

/**
 * The value of a body; `undefined` when there is none.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX for what is no JSON, or longer than `maxBytes`
 */
export function jsonOf(content: Content | undefined, maxBytes: number): unknown {
  if (content === undefined || content.body.length === 0) return undefined;
  if (content.body.length > maxBytes) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", `the body is longer than ${maxBytes} bytes`);
  }
  try {
    return JSON.parse(decoder.decode(content.body));
  } catch (error) {
    throw new DataSchemaError("WOT_DATA_SYNTAX", "the body is no JSON", { cause: error });
  }
}

/** An object as it comes of JSON. @throws {DataSchemaError} WOT_DATA_INVALID for anything else */
export function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new DataSchemaError("WOT_DATA_INVALID", `${what} is an object`);
}
