import { type CodeOf, ThingDescriptionError } from "@thingwright/errors";
import { checkJsonValue, type Finding, isRecord, type JsonLimits, parseJsonText } from "@thingwright/td";

/** What every function here takes: a JSON text, its bytes in UTF-8, or its value. */
export type DocumentInput = string | Uint8Array | object;

/** A JSON object whose members nobody has judged. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The value of a JSON document within the limits; an object is looked through and given back as it is.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX for what is not JSON, WOT_TD_LIMIT over a limit, WOT_TD_INVALID for a
 *   name that reaches a prototype, and for what is neither object nor array
 * @throws {UsageError} WOT_RANGE if a limit is none
 */
export function jsonDocument(input: DocumentInput, limits: JsonLimits): object {
  const value = isText(input) ? parsed(input, limits) : input;
  const checked = checkJsonValue(value, limits);
  if (!checked.ok) throw errorOf(checked.finding);
  if (typeof value === "object" && value !== null) return value;
  throw new ThingDescriptionError("WOT_TD_INVALID", "the document is neither an object nor an array", { pointer: "" });
}

/** {@link jsonDocument} where only an object will do. */
export function jsonObject(input: DocumentInput, limits: JsonLimits): JsonObject {
  const value = jsonDocument(input, limits);
  if (isRecord(value)) return value;
  throw new ThingDescriptionError("WOT_TD_INVALID", "the document is an array, not an object", { pointer: "" });
}

/** What a document says of its own, without `maxDocumentBytes` and the like by name. */
export const jsonLimitsOf = (limits: { maxDocumentBytes: number; maxDepth: number }): JsonLimits => ({
  maxBytes: limits.maxDocumentBytes,
  maxDepth: limits.maxDepth,
});

const isText = (input: DocumentInput): input is string | Uint8Array =>
  typeof input === "string" || input instanceof Uint8Array;

function parsed(text: string | Uint8Array, limits: JsonLimits): unknown {
  const json = parseJsonText(text, limits);
  if (json.ok) return json.value;
  throw errorOf(json.finding);
}

/** Every finding of reading a document carries a code of this family. */
const errorOf = ({ code, message, pointer }: Finding): ThingDescriptionError =>
  new ThingDescriptionError(code as CodeOf<"ThingDescriptionError">, message, { pointer });
