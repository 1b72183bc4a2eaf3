import { DataSchemaError } from "@thingwright/errors";

/** The error of content that cannot be decoded, or of a value that a content type cannot carry. */
export const unusable = (message: string, options: { readonly pointer?: string; readonly cause?: unknown } = {}) =>
  new DataSchemaError("WOT_DATA_SYNTAX", message, options);

/** Refusal of an object member that could be taken for a prototype. */
export const prototypeMember = () => unusable('a member named "__proto__" is refused');
