import type { DataSchema } from "@thingwright/td";
import { contentValue } from "./content-value.js";
import { type Mismatch, mismatchOf } from "./schema-mismatch.js";

/** Holds content against the schema of its value; malformed content is at fault, that of an unknown type cannot be told. */
export function contentMismatch(body: Uint8Array, contentType: string | undefined, schema: DataSchema): Mismatch {
  const content = contentValue(body, contentType, schema);
  if (content.kind === "value") return mismatchOf(schema, content.value);
  return { kind: content.kind === "malformed" ? "value" : "unknown", message: content.why };
}
